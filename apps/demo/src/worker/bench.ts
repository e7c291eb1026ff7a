import { type Device, type DeviceChoice, DeviceLostError, openDevice } from '@textcam/tensor';
import { type Classifier, loadClassifier } from '@textcam/text';

/** A device with a classifier on it. When the device is lost, another takes its place, from the bytes of the file. */
export class Bench {
  private device: Device | undefined;
  private classifier: Classifier | undefined;
  private model: { bytes: Uint8Array; file: string } | undefined;

  constructor(private readonly notice: (text: string) => void) {}

  /** The file's name of the loaded classifier. */
  get file(): string {
    return this.model?.file ?? '';
  }

  /** The open device; the CPU when none was asked for. */
  async onDevice(): Promise<Device> {
    this.device ??= await openDevice('cpu');
    return this.device;
  }

  /** Opens a device and moves the classifier to it. The one before stays when there is no such device. */
  async open(choice: DeviceChoice): Promise<Device> {
    const next = await openDevice(choice);
    this.classifier = this.model && loadClassifier(this.model.bytes, this.model.file, next);
    this.device?.close();
    this.device = next;
    return next;
  }

  /** Loads a classifier from a file's bytes. The one before stays when they are none. */
  async load(bytes: Uint8Array, file: string): Promise<Classifier> {
    const next = loadClassifier(bytes, file, await this.onDevice());
    this.classifier?.dispose();
    this.classifier = next;
    this.model = { bytes, file };
    return next;
  }

  /** Work with the classifier; once more on the CPU when the device is lost in the middle of it. */
  async run<Result>(work: (classifier: Classifier) => Result | Promise<Result>): Promise<Result> {
    if (!this.classifier)
      throw new Error('There is no model yet: wait until one is loaded, or drop a .safetensors file on the page.');
    try {
      return await work(this.classifier);
    } catch (error) {
      if (!(error instanceof DeviceLostError) || !this.model) throw error;
      this.device = undefined;
      await this.open('cpu');
      this.notice(
        'The GPU was lost, as by a driver that restarts. Everything goes on, on the CPU; choose WebGPU in the panel to try it again.',
      );
      return work(this.classifier);
    }
  }
}
