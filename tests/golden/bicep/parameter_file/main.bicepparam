using 'main.bicep'
extends 'base.bicepparam'
import { prefix } from 'shared.bicep'
var suffix = 'x'
param b = '${prefix}-${base.a}-${suffix}'
param e = readEnvironmentVariable('SECRET')
param surplus = 1
