import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Container } from '../../preload/contract/containers.ts'
import type { Image } from '../../preload/contract/images.ts'
import type { Machine, MachineUsage } from '../../preload/contract/machine.ts'
import type { NamespaceInfo } from '../../preload/contract/namespaces.ts'
import type { Scope } from '../../preload/contract/scope.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import type { AppInfo, Capability, Connection } from '../../preload/contract/system.ts'
import type { Task } from '../../preload/contract/tasks.ts'
import type { Terminal } from '../../preload/contract/terminals.ts'
import type { RowSource } from '../ui/table/model.ts'
import { useBackend } from './backend.tsx'
import type { Feed } from './feed.ts'
import { place } from './scope.ts'
import type { Table } from './table.ts'
import type { Value } from './value.ts'

/** Holds a feed while the component is there; draws again only when what is selected changes. */
export function useFeed<State, Selected>(
  feed: Feed<State>,
  select: (state: State) => Selected,
): Selected {
  useEffect(() => feed.retain(), [feed])
  return useStore(feed.store, select)
}

const all = <State>(state: State): State => state

/** Where calls go. Pages are drawn only once it is known. */
export function useScope(): Scope {
  const { connection, namespace } = useStore(place)
  if (connection === undefined) throw new Error('The connection is not known yet.')
  return useMemo(() => ({ connection, namespace }), [connection, namespace])
}

export const useInfo = (): AppInfo | undefined =>
  useFeed(useBackend().feeds.info, ({ value }) => value)

export function useConnection(): Connection | undefined {
  const info = useInfo()
  const id = useStore(place, ({ connection }) => connection)
  return info?.connections.find((connection) => connection.id === id)
}

/** What the engine lacks is not shown. */
export const useCapability = (capability: Capability): boolean =>
  useConnection()?.capabilities.includes(capability) === true

const useContainerFeed = () => useBackend().feeds.containers(useScope())

export const useContainers = (): Table<Container> => useFeed(useContainerFeed(), all)

export const useContainer = (id: string): Container | undefined =>
  useFeed(useContainerFeed(), ({ rows }) => rows.get(id))

/** For a VirtualTable of containers. */
export const useContainerSource = (): RowSource<Container> => useContainerFeed().source

export const useImages = (): Table<Image> => useFeed(useBackend().feeds.images(useScope()), all)

export const useNamespaces = (): Table<NamespaceInfo> =>
  useFeed(useBackend().feeds.namespaces(useScope().connection), all)

export const useMachine = (): Value<Machine> =>
  useFeed(useBackend().feeds.machine(useScope().connection), all)

/** Measured only while something on screen uses this. */
export const useUsage = (): MachineUsage | undefined =>
  useFeed(useBackend().feeds.usage(useScope().connection), ({ value }) => value)

export const useTasks = (): Table<Task> => useFeed(useBackend().feeds.tasks, all)
export const useTerminals = (): Table<Terminal> => useFeed(useBackend().feeds.terminals, all)

export const useSettings = (): Settings | undefined =>
  useFeed(useBackend().feeds.settings, ({ value }) => value)
