import { mean, multiply, subtract, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { anotherOf, devices } from '../../tensor/test/devices.js';
import { type FitEvent, type FitOptions, fit, type Progress } from './fit.js';
import { Adam } from './optimizers/adam.js';
import { Sgd } from './optimizers/sgd.js';
import { TrainingError } from './trainingError.js';
import type { RecordedLoss } from './trainingSteps.js';

interface Point {
  target: Tensor;
  examples: number;
}

interface Target {
  value: number;
  examples: number;
}

async function eventsOf(events: AsyncIterable<FitEvent>): Promise<FitEvent[]> {
  const all: FitEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe.each(devices)('fit on $name', (device) => {
  /** Pulls w towards a target: the loss is (w - target)², and half of the way is gone with each step. */
  function problem({ learningRate = 0.25, steps = 2, on = device } = {}) {
    const w = Tensor.from(on, [0]);
    const batch = { target: Tensor.from(on, [8]), examples: 3 };
    const options: FitOptions<Point> = {
      epochs: 1,
      steps,
      batches: () => new Array<Point>(steps).fill(batch),
      loss: ({ target }) => {
        const distance = subtract(w, target);
        return mean(multiply(distance, distance));
      },
      parameters: { w },
      optimizer: new Sgd({ w }, { learningRate }),
    };
    return { w, batch, options };
  }

  test('steps once a batch and says so', async () => {
    const { w, options } = problem();
    expect(await eventsOf(fit(options))).toEqual([
      { type: 'step', epoch: 0, step: 1, steps: 2, examples: 3 },
      { type: 'step', epoch: 0, step: 2, steps: 2, examples: 6 },
      // Losses 64 and 16, each before its step.
      { type: 'epoch', epoch: 0, seconds: expect.any(Number), trainLoss: 40, progress: expect.anything() },
    ]);
    expect([...(await w.read())]).toEqual([6]);
  });

  test('asks for the batches of each epoch by its number, from generators too', async () => {
    const { batch, options } = problem();
    const asked: number[] = [];
    async function* batches(epoch: number) {
      asked.push(epoch);
      yield batch;
    }
    const events = await eventsOf(fit({ ...options, epochs: 3, batches }));
    expect(asked).toEqual([0, 1, 2]);
    expect(events.filter(({ type }) => type === 'epoch')).toHaveLength(3);
  });

  test('tells the mean loss of the last 25 steps every 25 steps, and of all of them in the end', async () => {
    // Nothing moves, and the targets are 1 to 60: the losses are their squares.
    const { options } = problem({ learningRate: 0, steps: 60 });
    const batches = () => Array.from({ length: 60 }, (_, n) => ({ target: Tensor.from(device, [n + 1]), examples: 1 }));
    const events = await eventsOf(fit({ ...options, batches }));
    const withLoss = events.filter((event) => event.type === 'step' && event.loss !== undefined);
    expect(withLoss).toEqual([
      expect.objectContaining({ step: 25, loss: 5525 / 25 }),
      expect.objectContaining({ step: 50, loss: (42_925 - 5525) / 25 }),
    ]);
    expect(events.at(-1)).toMatchObject({ trainLoss: 73_810 / 60 });
  });

  test('leaves no tensor behind', async () => {
    const own = await anotherOf(device);
    const { w, options } = problem({ on: own });
    const before = own.memory.buffers;
    await eventsOf(fit(options));
    expect(own.memory.buffers).toBe(before);
    expect([...(await w.read())]).toEqual([6]);
    own.close();
  });

  test('an abort stops it after the step at hand, with the reason, and w holds whole steps', async () => {
    const { w, options } = problem({ steps: 10 });
    const controller = new AbortController();
    const reason = new Error('enough');
    const events: FitEvent[] = [];
    const training = (async () => {
      for await (const event of fit({ ...options, signal: controller.signal })) {
        events.push(event);
        if (events.length === 2) controller.abort(reason);
      }
    })();
    await expect(training).rejects.toBe(reason);
    // Two steps, then where to go on from.
    expect(events.map(({ type }) => type)).toEqual(['step', 'step', 'stopped']);
    expect(events[2]).toMatchObject({ progress: { epoch: 0, step: 2, examples: 6, lossSum: 80 } });
    expect([...(await w.read())]).toEqual([6]);
  });

  test('an aborted signal starts nothing', async () => {
    const { w, options } = problem();
    await expect(eventsOf(fit({ ...options, signal: AbortSignal.abort() }))).rejects.toThrow('aborted');
    expect([...(await w.read())]).toEqual([0]);
  });

  test('timers get their turn while it runs', async () => {
    const { batch, options } = problem();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error('from a timer')), 60);
    // Not endless, so that a training that gives no turns fails here instead of hanging.
    function* batches() {
      for (const start = performance.now(); performance.now() - start < 2000; ) yield batch;
    }
    await expect(eventsOf(fit({ ...options, batches, signal: controller.signal }))).rejects.toThrow('from a timer');
    clearTimeout(timer);
  });

  test('when the receiver stops, so does training, and the batches are closed', async () => {
    const { w, batch, options } = problem();
    let closed = false;
    function* batches() {
      try {
        for (;;) yield batch;
      } finally {
        closed = true;
      }
    }
    for await (const { type } of fit({ ...options, batches })) if (type === 'step') break;
    expect(closed).toBe(true);
    expect([...(await w.read())]).toEqual([4]);
  });

  test('a loss that is not finite is an error that names its step', async () => {
    const { batch, options } = problem();
    const bad = { target: Tensor.from(device, [Number.NaN]), examples: 1 };
    const training = eventsOf(fit({ ...options, batches: () => [batch, bad, batch] }));
    await expect(training).rejects.toThrow(TrainingError);
    await expect(eventsOf(fit({ ...problem().options, batches: () => [batch, bad, batch] }))).rejects.toThrow(
      'fit: the loss is NaN after step 2 of epoch 0; must be finite; lower the learning rate',
    );
  });

  test('a learning rate far too large ends as such an error', async () => {
    const { options } = problem({ learningRate: 1e6, steps: 40 });
    await expect(eventsOf(fit(options))).rejects.toThrow(/the loss is (Infinity|NaN) after step \d+ of epoch 0/);
  });

  test('a learning rate is asked for before each step, by the steps the optimizer has taken, resumed or not', async () => {
    const { w, options } = problem({ steps: 3 });
    options.optimizer.steps = 10;
    const asked: number[] = [];
    const learningRate = (step: number) => {
      asked.push(step);
      return step === 11 ? 0 : 0.25;
    };
    await eventsOf(fit({ ...options, learningRate }));
    expect(asked).toEqual([10, 11, 12]);
    // Half of the way to 8, none, and half of the rest.
    expect([...(await w.read())]).toEqual([6]);
  });

  test('a maximum norm bounds each step', async () => {
    const { w, options } = problem({ learningRate: 1 });
    await eventsOf(fit({ ...options, maximumNorm: 0.5 }));
    expect([...(await w.read())]).toEqual([1]);
  });

  test('the time of an epoch is without the time between events', async () => {
    const { options } = problem();
    for await (const event of fit(options)) {
      if (event.type === 'epoch') expect(event.seconds).toBeLessThan(0.1);
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  /** The same pull, recorded: inputs are written between replays. */
  function recorded(w: Tensor): RecordedLoss<Target> {
    const { device } = w;
    return {
      shapeOf: () => 'one',
      open: () => {
        const target = Tensor.from(device, [0]);
        return {
          write: (batch) => target.write([batch.value]),
          loss: () => {
            const distance = subtract(w, target);
            return mean(multiply(distance, distance));
          },
          dispose: () => target.dispose(),
        };
      },
    };
  }
  const targets = Array.from({ length: 60 }, (_, n) => ({ value: Math.sin(n), examples: 1 }));
  const plain = (w: Tensor) => (batch: Target) => {
    const distance = subtract(w, Tensor.from(device, [batch.value]));
    return mean(multiply(distance, distance));
  };
  function training(
    loss: (w: Tensor) => FitOptions<Target>['loss'],
    more: Partial<FitOptions<Target>> = {},
    on = device,
  ) {
    const w = Tensor.from(on, [0]);
    const optimizer = new Adam({ w }, { learningRate: 0.05 });
    const options = { epochs: 2, steps: 60, batches: () => targets, loss: loss(w), parameters: { w }, optimizer };
    return { w, optimizer, events: () => eventsOf(fit<Target>({ ...options, ...more })) };
  }

  test('a recorded step gives the bits that plain steps give, and its losses too', async () => {
    const [a, b] = [training(plain), training(recorded)];
    const [events, replayed] = [await a.events(), await b.events()];
    expect(await b.w.read()).toEqual(await a.w.read());
    const untimed = (all: FitEvent[]) => JSON.stringify(all).replace(/"seconds":[^,}]+/g, '');
    expect(untimed(replayed)).toBe(untimed(events));
  });

  test('a recorded step is bounded by the maximum norm too', async () => {
    const [a, b] = [training(plain, { maximumNorm: 0.1 }), training(recorded, { maximumNorm: 0.1 })];
    await a.events();
    await b.events();
    expect(await b.w.read()).toEqual(await a.w.read());
  });

  test('what is stopped anywhere and gone on with ends with the bits of an undisturbed run', async () => {
    const whole = training(recorded);
    const last = (await whole.events()).at(-1);
    for (const stopAt of [1, 37, 60, 61, 85]) {
      const controller = new AbortController();
      const first = training(recorded, { signal: controller.signal });
      let progress: Progress | undefined;
      let steps = 0;
      const { w, optimizer } = first;
      const stopping = (async () => {
        const options = { epochs: 2, steps: 60, batches: () => targets, parameters: { w }, optimizer };
        for await (const event of fit<Target>({ ...options, loss: recorded(w), signal: controller.signal })) {
          if (event.type === 'step' && ++steps === stopAt) controller.abort(new Error('enough'));
          if (event.type === 'stopped') progress = event.progress;
        }
      })();
      await expect(stopping).rejects.toThrow('enough');

      const second = training(recorded, { from: progress });
      second.w.write(await w.read());
      const [from, to] = [optimizer.state(), second.optimizer.state()];
      for (const name of Object.keys(to)) to[name].write(await from[name].read());
      second.optimizer.steps = optimizer.steps;
      const resumed = await second.events();
      expect(await second.w.read()).toEqual(await whole.w.read());
      expect(resumed.at(-1)).toMatchObject({ ...last, seconds: expect.any(Number), progress: expect.anything() });
    }
  });

  test('recordings leave nothing behind, whether training ends or is stopped', async () => {
    const own = await anotherOf(device);
    const { w, optimizer, events } = training(recorded, {}, own);
    await events();
    w.dispose();
    optimizer.dispose();
    expect(own.memory.buffers).toBe(0);
    own.close();
  });

  test('a profile tells once what a steady step does and takes, and changes no bit', async () => {
    const [a, b] = [training(recorded), training(recorded, { profile: true })];
    await a.events();
    const profiles = (await b.events()).filter((event) => event.type === 'profile');
    expect(profiles).toHaveLength(1);
    expect(profiles[0].perStep).toEqual({
      dispatches: profiles[0].kernels.reduce((sum, { calls }) => sum + calls, 0),
      submissions: device.name === 'webgpu' ? 1 : 0,
      buffersCreated: 0,
      bindGroupsCreated: 0,
      maps: 0,
    });
    expect(await b.w.read()).toEqual(await a.w.read());
  });

  test('an epoch without batches, and a model without parameters, are refused', async () => {
    const { options } = problem();
    await expect(eventsOf(fit({ ...options, batches: () => [] }))).rejects.toThrow('fit: epoch 0 has no batch');
    await expect(eventsOf(fit({ ...options, parameters: {} }))).rejects.toThrow('fit: no parameters');
  });
});
