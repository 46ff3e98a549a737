using System.Numerics;
using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;

namespace Mnist.PropertyTests;

/// <summary>What one position of an activation depends on.</summary>
/// <param name="Pixels">A set of input pixels: bit row x width + column.</param>
/// <param name="Padding">Whether it also depends on padding, at any layer.</param>
internal readonly record struct Sight(BigInteger Pixels, bool Padding)
{
    public static Sight operator |(Sight a, Sight b) => new(a.Pixels | b.Pixels, a.Padding || b.Padding);

    /// <summary>The rows and columns from the first to the last pixel seen.</summary>
    public (int Top, int Bottom, int Left, int Right) Hull(int width)
    {
        var pixels = Pixels;
        var seen = Enumerable.Range(0, (int)pixels.GetBitLength()).Where(bit => !((pixels >> bit) & 1).IsZero).ToArray();
        return (
            seen.Min(bit => bit / width), seen.Max(bit => bit / width), seen.Min(bit => bit % width), seen.Max(bit => bit % width));
    }
}

/// <summary>
/// Dependencies carried forward through every layer as sets of pixels: the limit of nudging each pixel and seeing what moves.
/// </summary>
internal static class ReferenceFields
{
    private static readonly Sight Zero = new(BigInteger.Zero, Padding: true);

    public static Sight[,] Of(Architecture net)
    {
        var image = new Sight[net.Input.Height, net.Input.Width];
        for (var row = 0; row < net.Input.Height; row++)
            for (var column = 0; column < net.Input.Width; column++)
                image[row, column] = new(BigInteger.One << ((row * net.Input.Width) + column), Padding: false);
        return Through(net.Layers, image);
    }

    private static Sight[,] Through(IEnumerable<Layer> chain, Sight[,] input) => chain.Aggregate(input, Through);

    private static Sight[,] Through(Sight[,] input, Layer layer) => layer switch
    {
        Layer.Conv2d c => Slide(input, ReferenceShapes.WindowOf(c)),
        Layer.MaxPool2d p => Slide(input, new(p.Window, p.Stride, 0, 1)),
        Layer.AvgPool2d p => Slide(input, new(p.Window, p.Stride, 0, 1)),
        Layer.GlobalAvgPool or Layer.Flatten => new[,] { { input.Cast<Sight>().Aggregate((a, b) => a | b) } },
        Layer.Residual r => Sum(Through(r.Body, input), Through(r.Projection, input)),
        _ => input,
    };

    private static Sight[,] Slide(Sight[,] input, Window w)
    {
        var (height, width) = (input.GetLength(0), input.GetLength(1));
        var rows = ReferenceShapes.Places(height, w.Kernel.Height, w.Stride.Height, w.Padding.Height, w.Dilation.Height);
        var columns = ReferenceShapes.Places(width, w.Kernel.Width, w.Stride.Width, w.Padding.Width, w.Dilation.Width);
        return Fill(rows.Count, columns.Count, (row, column) => (
            from r in rows[row]
            from c in columns[column]
            select r < 0 || r >= height || c < 0 || c >= width ? Zero : input[r, c]).Aggregate((a, b) => a | b));
    }

    private static Sight[,] Sum(Sight[,] a, Sight[,] b) =>
        Fill(a.GetLength(0), a.GetLength(1), (row, column) => a[row, column] | b[row, column]);

    private static Sight[,] Fill(int height, int width, Func<int, int, Sight> at)
    {
        var filled = new Sight[height, width];
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                filled[row, column] = at(row, column);
        return filled;
    }
}
