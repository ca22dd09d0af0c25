#disable-diagnostics no-unused-vars
#disable-next-line BCP081
resource a 'A.B/c@1' = {
  name: 'a'
  #disable-next-line BCP037 // why
  odd: 1
}
#restore-diagnostics no-unused-vars
@description('x')
@onlyIfNotExists()
resource b 'A.B/c@1' = { name: 'b' }
