import { createDemo } from '../fake/demo.ts'
import { testNamespace } from './real-engine.ts'
import { defineEngineConformance } from './suite.ts'

defineEngineConformance('the fake engine', () => {
  const { engine, machine } = createDemo({ scenario: 'empty', pace: 1 })
  return Promise.resolve({
    engine,
    machine,
    namespace: testNamespace,
    stop: () => engine.dispose(),
  })
})
