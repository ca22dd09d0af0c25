locals {
  one = 
}
