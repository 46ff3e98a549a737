using System.Runtime.InteropServices;

namespace Mnist.Engine.Data.Synthetic;

/// <summary>Digits drawn by rule, for work without MNIST: pen strokes, bent and thickened at random, placed as MNIST's are.</summary>
/// <remarks>Made from hand-written rules only, not from MNIST's images; figures measured on them are not figures of MNIST.</remarks>
public static class SyntheticDigits
{
    /// <summary>Images to train on, as many as MNIST has.</summary>
    public const int TrainingCount = 60_000;

    /// <summary>Images to test on, as many as MNIST has.</summary>
    public const int TestCount = 10_000;

    // Images a thread draws at a time: long enough to share its buffers, short enough to keep all threads busy to the end.
    private const int BlockSize = 256;

    /// <summary>Draws a data set, on all cores.</summary>
    /// <remarks>Image i depends on the seed and i only; the test images follow the training images, so that none occurs in both.</remarks>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <param name="trainingCount">Images to train on, at least 1.</param>
    /// <param name="testCount">Images to test on, at least 1.</param>
    public static DataSet Create(long seed, int trainingCount = TrainingCount, int testCount = TestCount)
    {
        var training = Draw(seed, 0, trainingCount);
        var test = Draw(seed, trainingCount, testCount);
        var hash = DataSet.CombineHashes(
        [
            IdxReader.Hash(IdxLayout.Images.Header(training.Count), training.Pixels),
            IdxReader.Hash(IdxLayout.Labels.Header(training.Count), training.Labels),
            IdxReader.Hash(IdxLayout.Images.Header(test.Count), test.Pixels),
            IdxReader.Hash(IdxLayout.Labels.Header(test.Count), test.Labels),
        ], DataReading.AsStored);
        return new DataSet(DataSet.SyntheticName, DataOrigin.Synthetic, hash, training, test, []);
    }

    /// <summary>The digit that an image shows: the ten classes in turn, so that all are equally frequent.</summary>
    /// <param name="index">The image, from 0.</param>
    public static int Label(int index) => index % ClassNames.Digits.Count;

    /// <summary>Draws one image.</summary>
    /// <param name="seed">The data set's seed.</param>
    /// <param name="index">The image, from 0.</param>
    /// <param name="image">(28, 28), row-major; overwritten.</param>
    public static void Draw(long seed, int index, Span<byte> image) => Draw(seed, index, image, []);

    private static ImageSet Draw(long seed, int first, int count)
    {
        var pixels = new byte[count * ImageSet.ImageSize];
        Parallel.For(0, (count + BlockSize - 1) / BlockSize, block =>
        {
            var curve = new List<Segment>();
            for (var i = block * BlockSize; i < Math.Min(count, (block + 1) * BlockSize); i++)
                Draw(seed, first + i, pixels.AsSpan(i * ImageSet.ImageSize, ImageSet.ImageSize), curve);
        });
        return new ImageSet(pixels, [.. Enumerable.Range(first, count).Select(index => (byte)Label(index))]);
    }

    private static void Draw(long seed, int index, Span<byte> image, List<Segment> curve)
    {
        var random = new RandomCursor(RandomStream.Of(seed, RandomPurpose.Synthetic, index: index));
        var glyph = Glyph.Choose(DigitGlyphs.ByDigit[Label(index)], ref random);
        var hand = new Handwriting(ref random);
        curve.Clear();
        hand.Write(glyph, ref random, curve);
        Ink.Paint(CollectionsMarshal.AsSpan(curve), hand, image);
    }
}
