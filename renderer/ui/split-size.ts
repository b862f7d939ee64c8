type Limits = { readonly size: number; readonly min: number; readonly max: number }

export const clampSize = (size: number, { min, max }: Pick<Limits, 'min' | 'max'>): number =>
  Math.round(Math.min(Math.max(size, min), max))

/** Arrows move the handle by 16 pixels, Home and End to its limits. Undefined for other keys. */
export function sizeAfterKey(key: string, { size, min, max }: Limits): number | undefined {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowLeft':
      return size + 16
    case 'ArrowDown':
    case 'ArrowRight':
      return size - 16
    case 'Home':
      return max
    case 'End':
      return min
    default:
      return undefined
  }
}
