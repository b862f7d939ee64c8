'use strict'
// Makes an Electron without its default app behave like one with it: `electron FOLDER`.
const { resolve, join } = require('node:path')
const { app } = require('electron')

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const { name, productName, main } = require(join(folder, 'package.json'))
app.setAppPath(folder)
app.setName(productName ?? name)
app.setPath('userData', join(app.getPath('appData'), productName ?? name))
require(join(folder, main))
