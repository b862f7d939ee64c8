import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { z } from 'zod'
import type { Container } from '../../../../preload/contract/containers.ts'
import { cx } from '../../../lib/cx.ts'
import { isKey } from '../../../lib/keys.ts'
import { changeSearch, useSearchState } from '../../../lib/address.ts'
import { usePreference } from '../../../lib/preferences.ts'
import {
  useCapability,
  useContainers,
  useContainerSource,
  useMachine,
  useScope,
} from '../../../store/hooks.ts'
import type { Table } from '../../../store/table.ts'
import { useActions } from '../../../store/backend.tsx'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { PageHead } from '../../../ui/Card.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Menu, MenuAt } from '../../../ui/Menu.tsx'
import type { Point } from '../../../ui/Menu.tsx'
import { formatSort, parseSort } from '../../../ui/table/model.ts'
import type { GroupItem, TableItem } from '../../../ui/table/model.ts'
import { emptySelection } from '../../../ui/table/selection.ts'
import { useColumns } from '../../../ui/table/useColumns.ts'
import { useItems } from '../../../ui/table/useItems.ts'
import { VirtualTable } from '../../../ui/table/VirtualTable.tsx'
import { Time } from '../../../ui/Time.tsx'
import { usePage } from '../context.tsx'
import { entriesFor } from '../entries.ts'
import { parseFilter } from '../filter/filter.ts'
import { strings } from '../strings.ts'
import { BulkBar } from './BulkBar.tsx'
import { columns } from './columns.tsx'
import { FilterBox } from './FilterBox.tsx'
import { GroupActions, GroupHead } from './GroupHead.tsx'
import css from './list.module.css'
import { RowActions } from './RowActions.tsx'
import { LoadButton, LoadingStrip, useDrop, useLoading } from './useLoading.tsx'

const idOf = ({ id }: Container) => id
const nameOf = ({ name }: Container) => name
const groupOf = ({ project }: Container) => project
const rowActions = (container: Container) => <RowActions container={container} />
const groupContent = (group: GroupItem) => <GroupHead group={group} />
const groupActions = (group: GroupItem) => <GroupActions group={group} />

const Names = z.array(z.string())
const noNames: string[] = []
const usualSort = { column: 'name', isDescending: false } as const

/** Which projects are folded, remembered. */
function useFolds() {
  const [names, setNames] = usePreference('containers.folded', Names, noNames)
  const closed = useMemo(() => new Set(names), [names])
  const fold = ({ id }: GroupItem, isOpen: boolean) =>
    setNames(isOpen ? names.filter((name) => name !== id) : [...names, id])
  return { closed, fold }
}

/** Whatever opened the details (a run, the palette, a link), the cursor of the list goes there, once. */
function useShown(openId: string, items: readonly TableItem[], show: (id: string) => void): void {
  const [shown, setShown] = useState('')
  if (openId === shown) return
  if (openId !== '' && !items.some(({ type, id }) => type === 'row' && id === openId)) return
  setShown(openId)
  if (openId !== '') show(openId)
}

function useRows(filter: string) {
  const table = useContainers()
  const { matches, problems, lastProblem, isEmpty } = useMemo(() => parseFilter(filter), [filter])
  const all = useMemo(() => Array.from(table.rows.values()), [table.rows])
  const rows = useMemo(() => (isEmpty ? all : all.filter(matches)), [all, isEmpty, matches])
  return { table, all, rows, problems, lastProblem }
}

/** The engine is off or broken: why, since when, and what mends it. */
function Unreachable({ table: { error, since } }: { table: Table<Container> }) {
  const { value: machine } = useMachine()
  const { runMachineAction } = useActions()
  const { connection } = useScope()
  const isOff = machine?.status === 'stopped' || machine?.status === 'broken'
  const isUp = machine?.status === 'running' || machine?.status === 'degraded'
  const verb = isOff ? 'start' : isUp ? 'restart' : undefined
  return (
    <Banner
      className={css['banner']}
      tone="failed"
      error={error}
      action={
        verb !== undefined && (
          <Button size="small" onClick={() => void runMachineAction(connection, verb)}>
            {verb === 'start' ? strings.startMachine : strings.restartMachine}
          </Button>
        )
      }
    >
      <b>{strings.unreachable}</b>{' '}
      {since !== undefined && (
        <>
          (<Time at={since} isAgo />)
        </>
      )}
    </Banner>
  )
}

function Placeholder({
  all,
  isStale,
  clear,
}: {
  all: number
  isStale: boolean
  clear: () => void
}) {
  const canRun = useCapability('run')
  if (all > 0) {
    return (
      <EmptyState
        icon="filter"
        title={strings.nothingTitle}
        action={<Button onClick={clear}>{strings.clearFilter}</Button>}
      >
        {strings.nothingText(all)}
      </EmptyState>
    )
  }
  if (isStale) return <EmptyState icon="machine" title={strings.noRowsTitle} />
  return (
    <EmptyState
      icon="box"
      title={strings.emptyTitle}
      command={strings.emptyCommand}
      action={
        canRun && (
          <Button kind="primary" onClick={() => changeSearch({ run: 'new' })}>
            {strings.run}
          </Button>
        )
      }
    >
      {strings.emptyText}
    </EmptyState>
  )
}

function Head({ columnsMenu, loading }: { columnsMenu: ReactNode; loading: ReactNode }) {
  const canRun = useCapability('run')
  const canLoad = useCapability('load-images')
  return (
    <PageHead title={strings.title}>
      {columnsMenu}
      {canLoad && loading}
      {canRun && (
        <Button kind="primary" onClick={() => changeSearch({ run: 'new' })}>
          {strings.run}
        </Button>
      )}
    </PageHead>
  )
}

/** `/` goes to the filter from anywhere on the page that takes no text. */
function useFilterKey(focus: () => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      const isTyping =
        target instanceof HTMLElement && target.closest('input, textarea, [role="dialog"]') !== null
      if (isTyping || !(isKey(event, '/') || isKey(event, 'Mod+F'))) return
      if (target instanceof HTMLElement && target.closest('[data-details]') !== null) return
      event.preventDefault()
      focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [focus])
}

export function ContainerList() {
  const page = usePage()
  const source = useContainerSource()
  const [filter, setFilter] = useSearchState('q')
  const [sortText, setSort] = useSearchState('sort')
  const [openId] = useSearchState('id')
  const { table, all, rows, problems, lastProblem } = useRows(filter)
  const layout = useColumns('containers.columns', columns)
  const { closed, fold } = useFolds()
  const sort = useMemo(() => parseSort(sortText) ?? usualSort, [sortText])
  const items = useItems({ rows, idOf, columns, sort, groupOf, closedGroups: closed })
  const [selection, setSelection] = useState(emptySelection)
  useShown(openId, items, (active) => setSelection({ ...selection, active }))
  const [menu, setMenu] = useState<{ readonly ids: readonly string[]; readonly point: Point }>()
  const input = useRef<HTMLInputElement>(null)
  const { loading, load } = useLoading()
  const loadFile = useCallback((file: File) => void load(file), [load])
  const drop = useDrop(loadFile)
  useFilterKey(useCallback(() => input.current?.focus(), []))
  const pick = (ids: Iterable<string>) =>
    Array.from(ids).flatMap((id) => {
      const row = table.rows.get(id)
      return row !== undefined && rows.includes(row) ? [row] : []
    })
  const selected = selection.selected.size === 0 ? [] : pick(selection.selected)
  const isStale = table.status === 'stale'
  const clear = () => setFilter(undefined)
  return (
    <section className={css['page']} aria-label={strings.title} {...drop.handlers}>
      <Head
        columnsMenu={
          <Menu
            align="end"
            trigger={<Button kind="quiet">{strings.columns}</Button>}
            entries={layout.entries}
          />
        }
        loading={<LoadButton load={loadFile} isBusy={loading !== undefined} />}
      />
      {loading !== undefined && <LoadingStrip loading={loading} />}
      {isStale && <Unreachable table={table} />}
      <div className={css['filterRow']}>
        <FilterBox
          value={filter}
          onChange={(value) => setFilter(value, { replace: true })}
          containers={all}
          input={input}
        />
        <span className={css['count']} role="status">
          {strings.shown(rows.length, all.length)}
        </span>
      </div>
      {problems.map((problem) => (
        <p key={problem} className={css['problems']} role="status">
          {problem}
        </p>
      ))}
      {lastProblem !== undefined && (
        <p className={cx(css['problems'], css['last'])} role="status">
          {lastProblem}
        </p>
      )}
      <VirtualTable
        label={strings.title}
        layout={layout}
        items={items}
        source={source}
        nameOf={nameOf}
        selection={selection}
        onSelection={setSelection}
        sort={sort}
        onSort={(next) => setSort(formatSort(next))}
        openId={openId === '' ? undefined : openId}
        onOpen={page.open}
        onDelete={(ids) => page.remove(pick(ids))}
        onContextMenu={(ids, point) => setMenu({ ids, point })}
        onFold={fold}
        rowActions={rowActions}
        groupContent={groupContent}
        groupActions={groupActions}
        isLoading={table.status === 'loading'}
        isStale={isStale}
        placeholder={<Placeholder all={all.length} isStale={isStale} clear={clear} />}
      />
      {selected.length > 0 && (
        <BulkBar containers={selected} onClear={() => setSelection(emptySelection)} />
      )}
      {menu !== undefined && (
        <MenuAt
          point={menu.point}
          entries={() => entriesFor(page, pick(menu.ids))}
          onClose={() => setMenu(undefined)}
        />
      )}
      {drop.isOver && <div className={css['drop']}>{strings.dropImage}</div>}
    </section>
  )
}
