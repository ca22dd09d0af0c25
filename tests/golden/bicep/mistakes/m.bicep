resource r 'A.B/c@1' = {
  name: 'r"
}
resource s 'A.B/c@1' = { name: 's' }
