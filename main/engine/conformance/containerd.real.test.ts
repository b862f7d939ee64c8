import { startRealEngine, testNamespace, whyNoRealEngine } from './real-engine.ts'
import { defineEngineConformance } from './suite.ts'

defineEngineConformance(
  'containerd',
  async () => ({ ...(await startRealEngine()), namespace: testNamespace }),
  await whyNoRealEngine(),
)
