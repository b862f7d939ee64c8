import { keyNames } from '../lib/keys.ts'
import css from './kbd.module.css'

/** A shortcut as this platform writes it; `Mod+K` is `Ctrl K` or `⌘K`. No part of its button's name. */
export const Kbd = ({ keys }: { keys: string }) => (
  <kbd className={css['kbd']} aria-hidden="true">
    {keyNames(keys)}
  </kbd>
)
