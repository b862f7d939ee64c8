export const strings = {
  namespace: (name: string) => `Namespace ${name}`,
  namespaces: 'Namespaces',
  find: 'Find a namespace',
  nothing: 'No namespace matches.',
  create: 'New namespace…',
  createTitle: 'New namespace',
  createText:
    'Containers and images of one namespace do not see those of another. Kubernetes uses k8s.io, BuildKit uses buildkit.',
  name: 'Name',
  cancel: 'Cancel',
  createVerb: 'Create namespace',
}
