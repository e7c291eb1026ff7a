/** Texts to begin with: each shows something that such a model does well, or badly. */
export const examples: readonly { name: string; text: string }[] = [
  {
    name: 'The article’s review',
    text:
      "Pretty bad PRC cheapie which I rarely bother to watch over again, and it's no wonder -- it's slow and creaky and dull as a butter knife. " +
      'Mad doctor George Zucco is at it again, turning a dimwitted farmhand in overalls (Glenn Strange) into a wolf-man. Unfortunately, the ' +
      'makeup is virtually non-existent, consisting only of a beard and dimestore fangs for the most part.',
  },
  {
    name: 'Irony',
    text:
      'Oh, wonderful: another sequel that nobody asked for. Two hours of brilliant explosions, a truly great cast with nothing to say, and an ' +
      'ending so amazing that half the audience had left to admire the car park.',
  },
  {
    name: 'Not good at all',
    text: 'Not good at all. Not funny, not exciting, not worth watching: a great cast, and a waste of time.',
  },
  {
    name: 'Negation',
    text: 'Not bad at all. I never found it boring, and there is nothing dull or stupid about it. No waste of time, and no disappointment.',
  },
  {
    name: 'Mixed verdict',
    text:
      'The photography is beautiful and the lead gives an excellent performance. Sadly the script is a mess, the pace is awful, and the last ' +
      'half hour wastes everything that was good about the first.',
  },
];
