import { createStore } from 'zustand/vanilla'
import type { ConnectedClient } from '../../preload/rpc/client.ts'
import type { Contract } from '../../preload/contract/index.ts'
import { toErrorData } from '../lib/errors.ts'
import { loadPreferences, preferences } from '../lib/preferences.ts'
import { createActions } from '../store/actions.ts'
import type { Backend } from '../store/backend.tsx'
import { createFeeds } from '../store/feeds.ts'
import type { Feeds } from '../store/feeds.ts'
import { place, restoreNamespace } from '../store/scope.ts'
import { setTheme } from './theme.ts'

/** Whether what the page remembers about its looks is here: nothing jumps when it comes. */
export const isLoaded = createStore<boolean>(() => false)

type Connected = ConnectedClient<Contract>

/** Reads what is remembered, again and again until the backend answers. */
async function loadLooks({ client }: Connected): Promise<void> {
  while (!isLoaded.getState()) {
    try {
      loadPreferences((await client.settings.preferences({})).preferences)
      restoreNamespace()
      isLoaded.setState(true, true)
    } catch (thrown) {
      // The client waits seconds for a connection by itself; any other refusal means defaults.
      isLoaded.setState(toErrorData(thrown).code !== 'unavailable', true)
    }
  }
}

/** Saves looks; what could not be saved goes with the next connection. */
function saveLooks({ client, status }: Connected): void {
  const unsaved = new Map<string, string>()
  const save = (name: string, value: string) => {
    unsaved.set(name, value)
    client.settings.remember({ name, value }).then(
      () => {
        if (unsaved.get(name) === value) unsaved.delete(name)
      },
      // Kept in `unsaved`: tried again below.
      () => undefined,
    )
  }
  preferences.setState({ save })
  status.subscribe(() => {
    if (status.get() !== 'connected') return
    for (const [name, value] of [...unsaved]) save(name, value)
  })
}

/** The connection that is looked at: the first one, until another is chosen. */
function chooseConnection({ info }: Feeds): void {
  info.retain()
  info.store.subscribe(({ value }) => {
    const { connection } = place.getState()
    const isKnown = value?.connections.some(({ id }) => id === connection)
    const [first] = value?.connections ?? []
    if (isKnown !== true && first !== undefined) place.setState({ connection: first.id })
  })
}

function followTheme({ settings }: Feeds): void {
  settings.retain()
  settings.store.subscribe(({ value }) => {
    if (value !== undefined) setTheme(value.theme)
  })
}

/** Feeds of the present scope go on from page to page. */
function keepFeeds(feeds: Feeds): void {
  feeds.tasks.retain()
  let release = () => {}
  const hold = () => {
    const { connection, namespace } = place.getState()
    if (connection === undefined) return
    const held = [
      feeds.machine(connection).retain(),
      feeds.namespaces(connection).retain(),
      feeds.containers({ connection, namespace }).retain(),
    ]
    release()
    release = () => {
      for (const one of held) one()
    }
  }
  place.subscribe(hold)
  hold()
}

/** Everything the page does without being asked. */
export function start(connected: Connected): Backend {
  const { client, status } = connected
  const feeds = createFeeds(client, status)
  saveLooks(connected)
  chooseConnection(feeds)
  followTheme(feeds)
  keepFeeds(feeds)
  // Ends only by success.
  void loadLooks(connected)
  return { client, status, feeds, actions: createActions(client, feeds) }
}
