using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mnist.Engine.Training;

namespace Mnist.Engine.Quantization;

/// <summary>What a deployed network makes of images.</summary>
/// <param name="Predictions">Its logits as real numbers, in 8 bits less the largest of each image, so that no two that differ meet.</param>
/// <param name="LogitsHash">SHA-256 over the logits as the device has them, image by image, lower-case hexadecimal.</param>
public sealed record FirmwareReading(Predictions Predictions, string LogitsHash)
{
    internal static FirmwareReading Of<T>(T[] logits, float[] real, int outputs)
        where T : struct => new(new(real, outputs), Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<T>(logits))));
}
