import { z } from 'zod'

// zod would try whether it may compile code: the page's policy forbids that, and reports the attempt.
z.config({ jitless: true })
