import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron'
import { appFile } from './paths.ts'
import type { TrayAction, TrayItem, TrayModel } from './tray-model.ts'

/** Draws the model; what did not change is not drawn again, so an open menu stays open. */
export function createTray(act: (action: TrayAction) => void) {
  const image = (icon: TrayModel['icon']) =>
    nativeImage.createFromPath(appFile(`resources/icons/tray-${icon}.png`))
  const tray = new Tray(image('waiting'))
  let drawn: TrayModel | undefined
  tray.on('click', () => act({ type: 'show' }))
  return {
    draw(model: TrayModel): void {
      if (model.icon !== drawn?.icon) tray.setImage(image(model.icon))
      if (model.toolTip !== drawn?.toolTip) tray.setToolTip(model.toolTip)
      if (JSON.stringify(model.items) !== JSON.stringify(drawn?.items))
        tray.setContextMenu(Menu.buildFromTemplate(model.items.map((item) => template(item, act))))
      drawn = model
    },
    dispose: () => tray.destroy(),
  }
}

function template(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (item.type === 'separator') return { type: 'separator' }
  const { id } = item
  // An ampersand would mark an access key on Windows and Linux.
  const label = item.label.replaceAll('&', '&&')
  if (item.type === 'label') return { id, label, enabled: false }
  if (item.type === 'menu')
    return { id, label, submenu: item.items.map((inner) => template(inner, act)) }
  return { id, label, click: () => act(item.action) }
}
