import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fitToDisplays, readWindowState, writeWindowState } from './window-state.ts'

const display = { x: 0, y: 0, width: 1920, height: 1080 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }

describe('the place of the window', () => {
  it('is the usual size when nothing is known', () => {
    expect(fitToDisplays(undefined, [display])).toEqual({ width: 1280, height: 800 })
  })
  it('comes back where it was', () => {
    const bounds = { x: 2000, y: 50, width: 1000, height: 700 }
    expect(fitToDisplays(bounds, [display, second])).toEqual(bounds)
  })
  it('returns to the first display when its own is gone', () => {
    const bounds = { x: 2000, y: 50, width: 1000, height: 700 }
    expect(fitToDisplays(bounds, [display])).toEqual({ width: 1000, height: 700 })
  })
  it('is never larger than the display nor smaller than usable', () => {
    expect(fitToDisplays({ x: 0, y: 0, width: 5000, height: 10 }, [display])).toEqual({
      x: 0,
      y: 0,
      width: 1920,
      height: 480,
    })
  })
})

describe('the kept state', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'window-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is read as it was written', async () => {
    const file = join(folder, 'deep', 'window.json')
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, isMaximized: true }
    await writeWindowState(file, state)
    expect(await readWindowState(file)).toEqual(state)
  })
  it('is the usual one when the file is missing or damaged', async () => {
    const damaged = join(folder, 'damaged.json')
    await writeFile(damaged, '{"bounds": {"x": 1')
    expect(await readWindowState(damaged)).toEqual({ isMaximized: false })
    expect(await readWindowState(join(folder, 'missing.json'))).toEqual({ isMaximized: false })
  })
})
