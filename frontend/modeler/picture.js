// The diagram as a picture to keep, to print and to put into other papers: SVG, or PNG at twice its size.
const MOST = 12_000; // pixels that every browser draws in one piece

/** Save what the canvas shows, as `svg` or `png`, under a name. */
export async function savePicture(modeler, sort, name) {
  const { svg } = await modeler.saveSVG();
  const blob = sort === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await painted(svg);
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: address, download: `${name}.${sort}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function painted(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, MOST / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width * scale, height: image.height * scale });
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}
