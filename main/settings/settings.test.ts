import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultSettings } from '../../preload/contract/settings.ts'
import { openSettings } from './settings.ts'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'goldfinch-settings-'))
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(home, { recursive: true, force: true })
})
const saved = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(home, name), 'utf8'))

test('without a file there are the defaults, and nothing is written', async () => {
  const settings = await openSettings(join(home, 'not', 'there'))
  expect([settings.get(), settings.notices, await readdir(home)]).toEqual([defaultSettings, [], []])
})

test('an update is on the disk when it resolves, and followers hear of it', async () => {
  const settings = await openSettings(join(home, 'new'))
  const heard = settings.follow(new AbortController().signal)[Symbol.asyncIterator]()
  await heard.next()
  await settings.update({ theme: 'dark' })
  const expected = { ...defaultSettings, theme: 'dark' }
  expect((await heard.next()).value).toEqual(expected)
  expect(await saved('new/settings.json')).toEqual(expected)
  expect((await openSettings(join(home, 'new'))).get()).toEqual(expected)
  expect(await readdir(join(home, 'new'))).toEqual(['settings.json'])
})

test('updates at the same time all count', async () => {
  const settings = await openSettings(home)
  await Promise.all([
    settings.update({ theme: 'light' }),
    settings.update({ keepInTray: false }),
    settings.update({ terminalFontSize: 20 }),
  ])
  expect(await saved('settings.json')).toMatchObject({
    theme: 'light',
    keepInTray: false,
    terminalFontSize: 20,
  })
})

test('a key without a value changes nothing', async () => {
  const settings = await openSettings(home)
  await settings.update({ theme: 'dark', keepInTray: undefined })
  expect(settings.get()).toEqual({ ...defaultSettings, theme: 'dark' })
})

test('keys of a newer version stay', async () => {
  await writeFile(join(home, 'settings.json'), '{"theme":"dark","holograms":true}')
  const settings = await openSettings(home)
  await settings.update({ keepInTray: false })
  expect(await saved('settings.json')).toMatchObject({ theme: 'dark', holograms: true })
})

test.each([
  ['half a file', '{"theme":"da'],
  ['a value that is not allowed', '{"theme":"purple"}'],
  ['a list', '[]'],
  ['nothing', ''],
])('%s is moved aside and said, and the defaults are used', async (_what, text) => {
  await writeFile(join(home, 'settings.json'), text)
  const settings = await openSettings(home)
  const [aside] = await readdir(home)
  expect(aside).toMatch(/^settings\.damaged-[\dT-]+\.json$/)
  expect(await readFile(join(home, aside ?? ''), 'utf8')).toBe(text)
  expect(settings.get()).toEqual(defaultSettings)
  expect(settings.notices).toHaveLength(1)
})

test('a folder that cannot be made is a typed error and changes nothing', async () => {
  await writeFile(join(home, 'file'), '')
  const settings = await openSettings(join(home, 'file', 'home'))
  await expect(settings.update({ theme: 'dark' })).rejects.toMatchObject({
    data: { code: 'failed', hint: expect.any(String) as string },
  })
  expect(settings.get()).toEqual(defaultSettings)
  await expect(settings.remember('table.width', '1')).rejects.toMatchObject({ name: 'AppError' })
})

test('a read-only folder is denied', async () => {
  // Root may write everywhere but where the system itself says no.
  const isRoot = process.getuid?.() === 0
  if (!isRoot) await chmod(home, 0o500)
  const settings = await openSettings(isRoot ? '/sys/goldfinch' : home)
  await expect(settings.update({ theme: 'dark' })).rejects.toMatchObject({
    data: { code: 'denied', hint: expect.stringContaining('GOLDFINCH_HOME') as string },
  })
  expect(settings.get()).toEqual(defaultSettings)
})

test('preferences are kept by name, the newest 200 of them', async () => {
  const settings = await openSettings(home)
  for (let index = 0; index < 205; index += 1) await settings.remember(`p${index}`, `${index}`)
  await settings.remember('p10', 'again')
  const preferences = (await openSettings(home)).preferences()
  expect([
    Object.keys(preferences).length,
    preferences['p4'],
    preferences['p5'],
    preferences['p10'],
  ]).toEqual([200, undefined, '5', 'again'])
})
