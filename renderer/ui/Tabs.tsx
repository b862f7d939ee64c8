import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import css from './tabs.module.css'

export type TabItem<Id extends string> = {
  readonly id: Id
  readonly label: string
  /** A count or a mark after the label. */
  readonly extra?: ReactNode
}

/** Views of one thing. `children` is the present view; `extra` stands at the end of the row. */
export const Tabs = <Id extends string>({
  label,
  tabs,
  value,
  onChange,
  children,
}: {
  label: string
  tabs: readonly TabItem<Id>[]
  value: Id
  onChange: (id: Id) => void
  children: ReactNode
}) => (
  <Base.Root className={css['root']} value={value} onValueChange={(next: Id) => onChange(next)}>
    <Base.List className={css['list']} aria-label={label} activateOnFocus={false}>
      {tabs.map((tab) => (
        <Base.Tab key={tab.id} value={tab.id} className={css['tab']}>
          {tab.label}
          {tab.extra}
        </Base.Tab>
      ))}
    </Base.List>
    <Base.Panel className={css['panel']} value={value} key={value}>
      {children}
    </Base.Panel>
  </Base.Root>
)
