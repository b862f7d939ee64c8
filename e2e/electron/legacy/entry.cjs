'use strict'
// What the older Electron's Node lacks, before the shell loads.
require('core-js/actual')
require('./electron.cjs')
require('./utility.cjs')
