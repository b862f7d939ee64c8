import type { ElectronApplication } from '@playwright/test'

/** What the tray shows now: tooltip, and the labels of its menu with submenus after a slash. */
export type TrayView = { readonly toolTip: string; readonly labels: readonly string[] }

export const readTray = (app: ElectronApplication): Promise<TrayView> =>
  app.evaluate(() => {
    type Item = { label: string; submenu?: { items: Item[] } }
    type Recorded = { toolTip: string; menu: { items: Item[] } }
    const { trays } = globalThis as unknown as { trays: Recorded[] }
    const flat = (items: Item[], above: string): string[] =>
      items.flatMap(({ label, submenu }) => [
        `${above}${label}`,
        ...(submenu ? flat(submenu.items, `${above}${label}/`) : []),
      ])
    const tray = trays[0]
    return { toolTip: tray?.toolTip ?? '', labels: flat(tray?.menu.items ?? [], '') }
  })

/** Presses the item with this path of labels, as `web/Logs`. */
export const pressTray = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate((_electron, wanted) => {
    type Item = { label: string; submenu?: { items: Item[] }; click(): void }
    const { trays } = globalThis as unknown as { trays: { menu: { items: Item[] } }[] }
    let items = trays[0]?.menu.items ?? []
    let found: Item | undefined
    for (const label of wanted.split('/')) {
      found = items.find((item) => item.label === label)
      items = found?.submenu?.items ?? []
    }
    if (found === undefined) throw new Error(`The tray has no item ${wanted}`)
    found.click()
  }, path)
