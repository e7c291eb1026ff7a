/** Whether an adapter is a driver in software, which computes on the CPU. By its names too: not every browser tells isFallbackAdapter. */
export function isSoftware({ isFallbackAdapter, vendor, architecture, device, description }: GPUAdapterInfo): boolean {
  const names = `${vendor} ${architecture} ${device} ${description}`;
  return isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(names);
}
