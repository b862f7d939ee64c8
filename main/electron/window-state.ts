import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

const Rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
})
type Rectangle = z.infer<typeof Rectangle>

const WindowState = z.object({ bounds: Rectangle.optional(), isMaximized: z.boolean() })
export type WindowState = z.infer<typeof WindowState>

const smallest = { width: 720, height: 480 }
const usual = { width: 1280, height: 800 }

/** Bounds that can be seen: a window left on a display that is gone comes back to the first one. */
export function fitToDisplays(
  wanted: Rectangle | undefined,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  const [first] = workAreas
  const width = Math.max(smallest.width, wanted?.width ?? usual.width)
  const height = Math.max(smallest.height, wanted?.height ?? usual.height)
  const home =
    wanted === undefined ? undefined : workAreas.find((area) => isGrabbable(wanted, area))
  if (wanted !== undefined && home !== undefined)
    return {
      x: wanted.x,
      y: Math.max(wanted.y, home.y),
      width: Math.min(width, home.width),
      height: Math.min(height, home.height),
    }
  if (first === undefined) return { width, height }
  return { width: Math.min(width, first.width), height: Math.min(height, first.height) }
}

/** Enough of the title bar lies in the area to take hold of it. */
function isGrabbable(window: Rectangle, area: Rectangle): boolean {
  const visible =
    Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  return visible >= 100 && window.y >= area.y - 20 && window.y <= area.y + area.height - 40
}

/** A file that is missing or damaged gives the usual window. */
export async function readWindowState(file: string): Promise<WindowState> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  const state = WindowState.safeParse(parseJson(text))
  return state.success ? state.data : { isMaximized: false }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, JSON.stringify(state))
  await rename(draft, file)
}
