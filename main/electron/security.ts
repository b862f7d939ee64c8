import { app, session, shell, type IpcMainEvent } from 'electron'

export const origin = 'app://bundle'

/** Only the top frame of our own page may speak to the shell. */
export const isTrusted = ({ senderFrame }: IpcMainEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${origin}/`)

/** A link that the user clicked may open in the browser, if it is a web address. */
export function isWebAddress(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
}

/** No page goes elsewhere, opens a window of ours, or embeds another page. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isWebAddress(url)) void shell.openExternal(url).catch(reportUnopened(url))
      return { action: 'deny' }
    })
  })
}

const reportUnopened = (url: string) => (cause: unknown) =>
  console.error(`Could not open ${url} in a browser:`, cause)

/** Nothing but writing the clipboard, which the page does only when a copy button is pressed. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === 'clipboard-sanitized-write'),
  )
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  )
}
