import { createContext, use } from 'react'

/**
 * Where menus and lists are put: a landmark of its own. Undefined inside a dialog, whose own portal
 * they belong to, because everything outside of it is inert.
 */
export const OverlayContext = createContext<HTMLElement | undefined>(undefined)

export const useOverlay = (): HTMLElement | undefined => use(OverlayContext)
