import { eachBlock, int, one, size, wasmFunction } from '@textcam/tensor/simd';

/**
 * One step of Adam for units = elements, in one pass over parameter, gradient and both moments. `settings` holds the share of the parameter
 * to keep, the step size over the first moment's bias, and the root of the second moment's bias.
 */
export const adam = /* @__PURE__ */ wasmFunction(
  'adam',
  {
    parameter: 'int',
    gradient: 'int',
    firstMoment: 'int',
    secondMoment: 'int',
    settings: 'int',
    firstRate: 'float',
    secondRate: 'float',
    epsilon: 'float',
    first: 'int',
    last: 'int',
  },
  (body, given) => {
    const { settings, firstRate, secondRate, epsilon } = given;
    const start = body.keep(given.first.times(size));
    const [parameter, gradient, firstMoment, secondMoment] = [
      given.parameter,
      given.gradient,
      given.firstMoment,
      given.secondMoment,
    ].map((address) => body.keep(address.plus(start)));
    // One reciprocal instead of a division for each element.
    const inverseBias = body.keep(
      int(1)
        .toFloat()
        .over(one.load(settings, 2 * size)),
    );
    eachBlock(body, given.last.minus(given.first), (lanes, _, offset) => {
      const g = body.keep(lanes.load(gradient.plus(offset)));
      const m = body.keep(lanes.load(firstMoment.plus(offset)));
      const v = body.keep(lanes.load(secondMoment.plus(offset)));
      const p = lanes.load(parameter.plus(offset)).times(lanes.loadAll(settings));
      body.set(m, m.plus(lanes.all(firstRate).times(g.minus(m))));
      body.set(v, v.plus(lanes.all(secondRate).times(g.times(g).minus(v))));
      body.store(firstMoment.plus(offset), m);
      body.store(secondMoment.plus(offset), v);
      const divisor = v.squareRoot().times(lanes.all(inverseBias)).plus(lanes.all(epsilon));
      body.store(parameter.plus(offset), p.minus(lanes.loadAll(settings, size).times(m).over(divisor)));
    });
  },
);
