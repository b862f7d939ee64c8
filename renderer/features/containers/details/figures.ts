import type { StatsSample } from '../../../../preload/contract/containers.ts'
import { ratesOf } from '../../../charts/points.ts'
import type { Point } from '../../../charts/points.ts'

type Figure = Exclude<keyof StatsSample, 'id' | 'at'>

/** One figure of all samples; where it is absent there is no point. */
export const pointsOf = (samples: readonly StatsSample[], figure: Figure): readonly Point[] =>
  samples.flatMap((sample) => {
    const value = sample[figure]
    return value === undefined ? [] : [{ at: sample.at, value }]
  })

/** A total as what it grows by in a second. */
export const ratePoints = (samples: readonly StatsSample[], figure: Figure): readonly Point[] =>
  ratesOf(pointsOf(samples, figure))
