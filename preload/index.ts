import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from './contract/wire.ts'

const bridge: Bridge = {
  connect: (nonce) => ipcRenderer.send('connect', nonce),
  onBackendGone: (listener) => void ipcRenderer.on('backend-gone', () => listener()),
  onGo: (listener) => void ipcRenderer.on('go', (_event, path: string) => listener(path)),
}
contextBridge.exposeInMainWorld('bridge', bridge)

// contextBridge cannot carry ports: they reach the page as a message under the nonce it chose.
ipcRenderer.on('port', (event, nonce: string) => {
  window.postMessage(nonce, window.location.origin, [...event.ports])
})
