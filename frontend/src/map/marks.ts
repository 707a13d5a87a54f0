// The marks of the states as pictures for the map: a shape on a disc of paper, as on every drawing.
import { colour } from "../tokens";
import type { Mark } from "./data";

const SIZE = 44; // pixels of the picture, shown at half

/** The picture of a state's mark. */
export function markPicture(mark: Mark): ImageData {
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = SIZE;
  const pen = sheet.getContext("2d", { willReadFrequently: true });
  if (!pen) return new ImageData(SIZE, SIZE);
  const ink = colour(mark.colour);
  const half = SIZE / 2;
  pen.lineWidth = 4;
  pen.strokeStyle = ink;
  pen.fillStyle = colour("paper");
  pen.beginPath();
  pen.arc(half, half, half - 3, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.fillStyle = ink;
  pen.lineWidth = 5.5;
  shape(pen, mark.shape, half);
  return pen.getImageData(0, 0, SIZE, SIZE);
}

function shape(pen: CanvasRenderingContext2D, name: string, half: number): void {
  const arm = half * 0.42;
  pen.beginPath();
  if (name === "✕") {
    pen.moveTo(half - arm, half - arm);
    pen.lineTo(half + arm, half + arm);
    pen.moveTo(half - arm, half + arm);
    pen.lineTo(half + arm, half - arm);
    pen.stroke();
  } else if (name === "?") {
    pen.font = `700 ${half * 1.35}px sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText("?", half, half + 2);
  } else if (name === "●") {
    pen.arc(half, half, half * 0.5, 0, 2 * Math.PI);
    pen.fill();
  } else {
    pen.arc(half, half, half * 0.5, Math.PI / 2, (3 * Math.PI) / 2);
    pen.fill();
  }
}

/** The picture of a site (a square) or a reception (a triangle). */
export function endPicture(kind: "site" | "reception"): ImageData {
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = SIZE;
  const pen = sheet.getContext("2d", { willReadFrequently: true });
  if (!pen) return new ImageData(SIZE, SIZE);
  pen.lineWidth = 4;
  pen.strokeStyle = colour("ink");
  pen.fillStyle = colour(kind === "site" ? "ink" : "paper");
  if (kind === "site") {
    pen.fillRect(8, 8, 28, 28);
    pen.fillStyle = colour("paper");
    pen.fillRect(17, 17, 10, 10);
  } else {
    pen.beginPath();
    pen.moveTo(22, 5);
    pen.lineTo(39, 37);
    pen.lineTo(5, 37);
    pen.closePath();
    pen.fill();
    pen.stroke();
  }
  return pen.getImageData(0, 0, SIZE, SIZE);
}
