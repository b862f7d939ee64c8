import { chromium, type Browser, type BrowserServer, type Page } from '@playwright/test'
import type { Container } from '../../preload/contract/containers.ts'
import { enter, launchChromium } from '../support/chromium.ts'
import { busyboxImage } from '../support/image.ts'
import type { Served } from '../support/serve.ts'
import { planFleet, type Planned } from './fleet.ts'
import { inParallel } from './numbers.ts'
import { startProduct, type Product } from './product.ts'

/** What the measures stand on; each part is made when the first of them asks. */
export type Ground = {
  readonly root: string
  readonly tell: (text: string) => void
  product(): Promise<Product>
  /** The product with its two hundred containers. */
  fleet(): Promise<Product>
  chromium(): Promise<Chromium>
}

/** `server` has the process. */
export type Chromium = { readonly browser: Browser; readonly server: BrowserServer }

export const fleetSize = 200

export function createGround(root: string, tell: (text: string) => void) {
  const closers: (() => Promise<unknown>)[] = []
  const product = once(async () => {
    tell('starting the machine')
    const started = await startProduct(root)
    closers.push(() => started.dispose())
    return started
  })
  const fleet = once(async () => {
    const made = await product()
    tell(`making ${fleetSize} containers`)
    await makeFleet(made, planFleet(fleetSize, busyboxImage))
    return made
  })
  const chromiumOnce = once(async () => {
    const server = await launchChromium()
    closers.push(() => server.close())
    return { server, browser: await chromium.connect(server.wsEndpoint()) }
  })
  const ground: Ground = { root, tell, product, fleet, chromium: chromiumOnce }
  return {
    ground,
    dispose: async () => {
      tell('cleaning up')
      for (const close of closers.splice(0).reverse()) await close()
    },
  }
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

// More at once only wait for nerdctl's lock and for the two cores.
const makersAtOnce = 4

export async function makeFleet(product: Product, plan: readonly Planned[]): Promise<void> {
  const { tools } = product
  await inParallel(plan, makersAtOnce, async ({ name, state, argv }) => {
    await tools.nerdctl(...argv)
    if (state === 'paused') await tools.nerdctl('pause', name)
  })
  await settled(product, new Map(plan.map(({ name, state }) => [name, state])))
}

/** Waits until the app says of each container what was planned. */
async function settled(
  { client, scope }: Product,
  wanted: ReadonlyMap<string, Planned['state']>,
): Promise<void> {
  const rows = new Map<string, Container>()
  for await (const item of client().containers.follow(scope)) {
    if (item.type === 'unreachable') continue
    const { removed, upserted } =
      item.type === 'snapshot'
        ? { removed: [...rows.keys()], upserted: item.rows }
        : { removed: item.remove, upserted: item.upsert }
    for (const id of removed) rows.delete(id)
    for (const row of upserted) rows.set(row.id, row)
    const right = [...rows.values()].filter(({ name, state }) => wanted.get(name) === state)
    if (right.length === wanted.size) return
  }
}

/** A page of the app in a window of the usual size; closing its context lets go of it. */
export async function openPage(
  { browser }: Chromium,
  served: Pick<Served, 'address' | 'origin'>,
  path: string,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
  })
  const page = await context.newPage()
  await enter(page, served, path)
  return page
}
