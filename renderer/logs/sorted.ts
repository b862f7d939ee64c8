/** The first index of an ascending list whose value is at least `wanted`. */
export function lowerBound(
  count: number,
  valueAt: (index: number) => number,
  wanted: number,
): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (valueAt(middle) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
