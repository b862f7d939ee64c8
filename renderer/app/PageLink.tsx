import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** A link to a place of the app, marked when it is the present one. */
export const PageLink = ({
  href,
  className,
  isCurrent,
  children,
}: {
  href: string
  className?: string | undefined
  isCurrent: boolean
  children: ReactNode
}) => (
  <Link href={href} className={className} aria-current={isCurrent ? 'page' : undefined}>
    {children}
  </Link>
)
