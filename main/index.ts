import { join } from 'node:path'
import { app } from 'electron'
import { homeFolder } from './base/home.mjs'
import { appFile } from './electron/paths.ts'
import { registerScheme, servePage } from './electron/protocol.ts'
import { denyPermissions, lockDown } from './electron/security.ts'
import { openShell } from './electron/shell.ts'

const home = homeFolder()
// One instance for each home: the lock lies in the folder of user data.
app.setPath('userData', join(home, 'electron'))

registerScheme()
// Root has no sandbox to offer; enabling it then ends every child without a word.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
lockDown()

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => {
    // The tray keeps the app; whether it should is decided where the window is made.
  })
  void app.whenReady().then(async () => {
    denyPermissions()
    servePage(appFile('dist/renderer'))
    await openShell(home)
  })
} else app.quit()
