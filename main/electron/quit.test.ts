import { describe, expect, it } from 'vitest'
import { quitQuestion } from './quit.ts'

const situation = { isMachineUp: true, runningContainers: 3, onQuit: 'keep-running' } as const

describe('the question before quitting', () => {
  it('is not asked when nothing runs', () => {
    expect(quitQuestion({ ...situation, runningContainers: 0 })).toBeUndefined()
    expect(quitQuestion({ ...situation, isMachineUp: false })).toBeUndefined()
  })
  it('says what keeps running', () => {
    const question = quitQuestion(situation)
    expect(question?.detail).toBe(
      '3 containers keep running without it. Open Goldfinch again to see them.',
    )
    expect(question?.buttons.map(({ answer }) => answer)).toEqual(['quit', 'stop-and-quit', 'stay'])
  })
  it('speaks of one container in the singular', () => {
    expect(quitQuestion({ ...situation, runningContainers: 1 })?.detail).toBe(
      '1 container keeps running without it. Open Goldfinch again to see it.',
    )
  })
  it('says what is stopped when the setting says so', () => {
    const question = quitQuestion({ ...situation, onQuit: 'stop-machine' })
    expect(question?.message).toBe('Quit Goldfinch and stop the machine?')
    expect(question?.buttons.map(({ answer }) => answer)).toEqual(['stop-and-quit', 'stay'])
  })
})
