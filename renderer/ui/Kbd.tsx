import { keyNames } from '../lib/keys.ts'
import css from './kbd.module.css'

/** A shortcut as this platform writes it; `Mod+K` is `Ctrl K` or `⌘K`. */
export const Kbd = ({ keys }: { keys: string }) => (
  <kbd className={css['kbd']}>{keyNames(keys)}</kbd>
)
