import { useEffect, useSyncExternalStore } from 'react'
import type { ContainerId, StatsSample } from '../../../preload/contract/containers.ts'
import { usePage } from './context.tsx'

/** Samples of a container while this is on screen and `isRunning`. */
export function useSamples(id: ContainerId, isRunning: boolean): readonly StatsSample[] {
  const { stats } = usePage()
  useEffect(() => (isRunning ? stats.want(id) : undefined), [stats, id, isRunning])
  return useSyncExternalStore(stats.subscribe, () => stats.samples(id))
}
