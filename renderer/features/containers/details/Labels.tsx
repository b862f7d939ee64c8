import { Link } from 'wouter'
import type { Container } from '../../../../preload/contract/containers.ts'
import { addressOf } from '../../../lib/address.ts'
import { quoteValue } from '../filter/words.ts'
import css from './overview.module.css'
import { Filtered } from './Filtered.tsx'
import { Facts } from './Section.tsx'
import type { Fact } from './Section.tsx'
import { strings } from './strings.ts'

/** The search parameter of the list's filter. */
const filterKey = 'q'

const serviceLabel = 'com.docker.compose.service'
const composed = ['com.docker.compose.project', serviceLabel]

type OnlyProps = { id: string; filter: string; title: string; children: string }

/** The list with this filter; this container stays open beside it. */
const Only = ({ id, filter, title, children }: OnlyProps) => (
  <Link href={addressOf('/containers', { [filterKey]: filter, id })} title={title}>
    {children}
  </Link>
)

function composeFacts({ id, project, service }: Container): readonly Fact[] {
  if (project === undefined) return []
  const filter = `project:${quoteValue(project)}`
  const facts: Fact[] = [
    {
      name: strings.project,
      value: (
        <Only id={id} filter={filter} title={strings.showProject(project)}>
          {project}
        </Only>
      ),
    },
  ]
  if (service === undefined) return facts
  const value = (
    <Only
      id={id}
      filter={`${filter} label:${quoteValue(`${serviceLabel}=${service}`)}`}
      title={strings.showService(service)}
    >
      {service}
    </Only>
  )
  return [...facts, { name: strings.service, value }]
}

/** Labels; those that make a project are said in its own words. */
export function LabelsSection({ container }: { container: Container }) {
  const facts = composeFacts(container)
  const pairs = Object.entries(container.labels)
    .filter(([name]) => facts.length === 0 || !composed.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }))
  return (
    <Filtered
      title={strings.labels}
      pairs={pairs}
      empty={strings.noLabels}
      before={facts.length === 0 ? undefined : <Facts facts={facts} />}
    >
      {({ name, value }) => (
        <>
          <code className={css['pairName']}>{name}</code>
          <code className={css['pairValue']}>{value}</code>
        </>
      )}
    </Filtered>
  )
}
