import { CSPProvider } from '@base-ui/react/csp-provider'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { OverlayContext } from './overlay.ts'
import { TooltipProvider } from './Tooltip.tsx'

/** Once, around the app. The page's policy forbids markup from strings, and so inline style elements. */
export function UiProvider({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<HTMLElement | null>(null)
  return (
    <CSPProvider disableStyleElements>
      <OverlayContext value={overlay ?? undefined}>
        <TooltipProvider>{children}</TooltipProvider>
      </OverlayContext>
      <section ref={setOverlay} aria-label="Menus" />
    </CSPProvider>
  )
}
