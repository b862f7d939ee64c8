import '@xterm/xterm/css/xterm.css'

/** Everything of xterm in one part of the bundle, fetched when the first terminal is shown. */
export { Terminal } from '@xterm/xterm'
export { FitAddon } from '@xterm/addon-fit'
export { SearchAddon } from '@xterm/addon-search'
export { WebLinksAddon } from '@xterm/addon-web-links'
