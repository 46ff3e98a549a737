using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;

namespace Mnist.Engine.Simd.Estimates;

/// <summary>Values of activations and their gradients for one image, as the simd backend lays them out, at most.</summary>
/// <param name="Kept">Needed on both sides of a batch normalisation: held for every image of a batch.</param>
/// <param name="Passing">Needed between two normalisations only: held for the images under way.</param>
internal readonly record struct TensorEstimate(double Kept, double Passing)
{
    /// <summary>The sum over a network.</summary>
    /// <param name="summary">The network.</param>
    public static TensorEstimate Of(Summary summary)
    {
        var rows = summary.Layers;
        var last = rows.Select((row, i) => row.Layer.Layer is Layer.BatchNorm2d ? i : -1).DefaultIfEmpty(-1).Max();
        double image = summary.Input.Elements; // held twice: as it is read, and in lanes
        var all = last < 0 ? new TensorEstimate(0, 2 * image) : new(image, image);
        var isMadeAgain = false; // whether what comes in is, with whatever changes it in place
        for (var i = 0; i < rows.Count; i++)
        {
            var startsBranch = i > 0 && rows[i - 1].Layer.ParentPath != rows[i].Layer.ParentPath;
            var outlives = last >= 0 && (i <= last || IsNested(rows[i]));
            var isCheap = IsCheap(rows, i);
            all += Own(rows[i], outlives, isCheap, isFirst: i == 0, startsBranch, isMadeAgain && !startsBranch);
            isMadeAgain = isCheap || rows[i].Layer.Layer is Layer.BatchNorm2d
                || (isMadeAgain && !startsBranch && rows[i].Layer.Layer is (Layer.Relu or Layer.Dropout));
        }

        // Gradients behind normalisations: in a chain two at a time, in branches any number.
        var gradients = rows.Where(row => row.Layer.Layer is Layer.BatchNorm2d).ToLookup(IsNested, row => (double)row.Output.Elements);
        return all with { Kept = all.Kept + gradients[true].Sum() + gradients[false].OrderDescending().Take(2).Sum() };
    }

    /// <summary>Values of one image that a layer's weights get their gradient from: its input and the gradient of its output.</summary>
    /// <param name="row">A convolution or linear layer.</param>
    /// <param name="window">Its kernel, stride, padding and dilation.</param>
    public static double OfWeights(LayerSummary row, Window window)
    {
        var halos = Halos(row, window, outlives: false, isFirst: false);
        return (double)row.Input.Elements + row.Output.Elements + halos.Passing;
    }

    public static TensorEstimate operator +(TensorEstimate a, TensorEstimate b) => new(a.Kept + b.Kept, a.Passing + b.Passing);

    private static TensorEstimate Own(
        LayerSummary row, bool outlives, bool isCheap, bool isFirst, bool startsBranch, bool isMadeAgain)
    {
        double own = row.Output.Elements;
        var output = outlives && !isCheap ? new TensorEstimate(own, own) : new(0, 2 * own);
        var inPlace = startsBranch ? new TensorEstimate(0, 2 * own) : default;
        return row.Layer.Layer.Match<TensorEstimate>(new(
            Conv2d: c => output + Halos(row, Window.Of(c), outlives && !isMadeAgain, isFirst),
            BatchNorm2d: _ => new(0, 2 * own), // the activation is made again wherever it is needed
            Relu: _ => inPlace,
            MaxPool2d: _ => output,
            AvgPool2d: _ => output,
            GlobalAvgPool: _ => output,
            Dropout: _ => inPlace,
            Flatten: _ => output,
            Linear: _ => output,
            Residual: _ => output + (outlives ? new(2.0 * row.Input.Elements, row.Input.Elements) : new(0, 3.0 * row.Input.Elements))));
    }

    /// <summary>Whether a layer is a convolution that is made again wherever it is needed, see <see cref="Schedule"/>.</summary>
    private static bool IsCheap(ValueList<LayerSummary> rows, int i)
    {
        var (path, layer) = (rows[i].Layer.ParentPath, rows[i].Layer.Layer);
        if (layer is not Layer.Conv2d || rows[i].Tensors[0].Count > Schedule.MostMadeAgain * (long)rows[i].Output.Channels)
            return false;
        var next = rows.Skip(i + 1).TakeWhile(row => row.Layer.ParentPath == path).Take(3).ToList();
        if (next is not [{ Layer.Layer: Layer.BatchNorm2d }, ..])
            return true;
        return next.Skip(1).FirstOrDefault(row => row.Layer.Layer is not Layer.Relu) is { Layer.Layer: Layer.MaxPool2d pool } row
            && PooledNormalization.Fits(row.Output, pool.Window, pool.Stride, row.Input);
    }

    /// <summary>Zeros around the input, and around the gradient of the output: what a window reads beyond an edge.</summary>
    private static TensorEstimate Halos(LayerSummary row, Window window, bool outlives, bool isFirst)
    {
        var (input, output) = (row.Input, row.Output);
        var padded = Padded(input, window.Padding.Height, window.Padding.Width);
        var (down, across) = (
            Reach(input.Height, output.Height, window.Extent.Height, window.Stride.Height, window.Padding.Height),
            Reach(input.Width, output.Width, window.Extent.Width, window.Stride.Width, window.Padding.Width));
        var gradient = isFirst ? 0 : Padded(output, down, across);
        return outlives ? new(padded, gradient) : new(0, padded + gradient);
    }

    /// <summary>Outputs beyond an edge that the way back reads on either side, at most.</summary>
    private static double Reach(int input, int output, int window, int stride, int padding) =>
        Math.Max(0, Math.Max(Math.Ceiling((window - 1.0 - padding) / stride), ((input - 1 + padding) / stride) - (output - 1)));

    /// <summary>Values around an image when it gets a border.</summary>
    private static double Padded(Shape shape, double down, double across) =>
        shape.Channels * (((shape.Height + (2 * down)) * (shape.Width + (2 * across))) - shape.Positions);

    private static bool IsNested(LayerSummary row) => row.Layer.ParentPath.Length > 0;
}
