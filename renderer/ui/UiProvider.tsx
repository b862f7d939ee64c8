import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import { TooltipProvider } from './Tooltip.tsx'

/** Once, around the app. The page's policy forbids markup from strings, and so inline style elements. */
export const UiProvider = ({ children }: { children: ReactNode }) => (
  <CSPProvider disableStyleElements>
    <TooltipProvider>{children}</TooltipProvider>
  </CSPProvider>
)
