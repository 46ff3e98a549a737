using System.Numerics;
using Mnist.Domain.Deployment;

namespace Mnist.Engine.Quantization;

/// <summary>Computes the values of a graph one after the other, each whole; how sums become values, its heirs say.</summary>
/// <remarks>A value has its rows one after the other, in each row its pixels, in each pixel its channels: (H, W, C).</remarks>
/// <typeparam name="T">float for a network as it was trained; int for one of 8 bits, whose sums have 32.</typeparam>
/// <param name="graph">The operations.</param>
internal abstract class Interpreter<T>(InferenceGraph graph)
    where T : struct, INumber<T>
{
    /// <summary>All values of an image: the image itself, then what each node makes.</summary>
    public T[][] Values(ReadOnlySpan<byte> image)
    {
        var values = new T[1 + graph.Nodes.Count][];
        values[0] = new T[image.Length];
        for (var i = 0; i < image.Length; i++)
            values[0][i] = Pixel(image[i]);
        for (var node = 0; node < graph.Nodes.Count; node++)
            values[node + 1] = Apply(node, graph.Nodes[node], values);
        return values;
    }

    /// <summary>A grey level as the network takes it.</summary>
    protected abstract T Pixel(byte level);

    /// <summary>Weights of a convolution: (kernel height, kernel width, I / groups, O).</summary>
    protected abstract T[] Weights(int node);

    /// <summary>What stands outside the image.</summary>
    protected abstract T Zero(int value);

    /// <summary>The output of a convolution for a sum of products.</summary>
    protected abstract T Finish(int node, int channel, T sum);

    /// <summary>The mean of so many values with this sum.</summary>
    protected abstract T Mean(int node, T sum, int count);

    /// <summary>The sum of two values.</summary>
    protected abstract T Sum(int node, T left, T right);

    private T[] Apply(int index, Node node, T[][] values)
    {
        var input = values[node.Inputs[0]];
        return node.Operation.Match<T[]>(new(
            Convolution: c => Convolve(index, node, c, input),
            Pooling: p => Pool(index, node, p, input),
            Sum: _ => [.. input.Zip(values[node.Inputs[1]], (left, right) => Sum(index, left, right))],
            Relu: _ => [.. input.Select(value => T.Max(value, Zero(node.Inputs[0])))],
            Flatten: _ => ByChannel(node.Input, input)));
    }

    private T[] Convolve(int index, Node node, Operation.Convolution c, T[] input)
    {
        var (padding, channels) = (Zero(node.Inputs[0]), node.Output.Channels);
        var inputs = node.Input.Channels / c.Groups;
        var outside = Enumerable.Repeat(padding, node.Input.Channels).ToArray();
        var output = new T[node.Output.Elements];
        for (var pixel = 0; pixel < node.Output.Positions; pixel++)
        {
            var top = (pixel / node.Output.Width * c.Window.Stride.Height) - c.Window.Padding.Height;
            var left = (pixel % node.Output.Width * c.Window.Stride.Width) - c.Window.Padding.Width;
            var sums = output.AsSpan(pixel * channels, channels);
            for (var tap = 0; tap < c.Window.Kernel.Height * c.Window.Kernel.Width; tap++)
            {
                var row = top + (tap / c.Window.Kernel.Width * c.Window.Dilation.Height);
                var column = left + (tap % c.Window.Kernel.Width * c.Window.Dilation.Width);
                var isInside = row >= 0 && row < node.Input.Height && column >= 0 && column < node.Input.Width;
                var seen = isInside
                    ? input.AsSpan(((row * node.Input.Width) + column) * node.Input.Channels, node.Input.Channels)
                    : outside;
                Accumulate(Weights(index).AsSpan(tap * inputs * channels, inputs * channels), seen, c.Groups, sums);
            }

            for (var channel = 0; channel < channels; channel++)
                sums[channel] = Finish(index, channel, sums[channel]);
        }

        return output;
    }

    /// <summary>Adds what one tap sees to the sums of all output channels.</summary>
    private static void Accumulate(ReadOnlySpan<T> weights, ReadOnlySpan<T> seen, int groups, Span<T> sums)
    {
        var inputs = seen.Length / groups;
        if (groups == 1)
        {
            for (var i = 0; i < inputs; i++)
                AddScaled(weights.Slice(i * sums.Length, sums.Length), seen[i], sums);
            return;
        }

        var outputs = sums.Length / groups;
        for (var i = 0; i < inputs; i++)
        {
            for (var o = 0; o < sums.Length; o++)
                sums[o] += weights[(i * sums.Length) + o] * seen[(o / outputs * inputs) + i];
        }
    }

    private static void AddScaled(ReadOnlySpan<T> weights, T scale, Span<T> sums)
    {
        var i = 0;
        for (; i <= sums.Length - Vector<T>.Count; i += Vector<T>.Count)
            (new Vector<T>(sums[i..]) + (new Vector<T>(weights[i..]) * scale)).CopyTo(sums[i..]);
        for (; i < sums.Length; i++)
            sums[i] += weights[i] * scale;
    }

    private T[] Pool(int index, Node node, Operation.Pooling pooling, T[] input)
    {
        var (window, stride) = (pooling.Window.Kernel, pooling.Window.Stride);
        var output = new T[node.Output.Elements];
        for (var i = 0; i < output.Length; i++)
        {
            var (channel, pixel) = (i % node.Output.Channels, i / node.Output.Channels);
            var (top, left) = (pixel / node.Output.Width * stride.Height, pixel % node.Output.Width * stride.Width);
            var (sum, largest) = (T.Zero, At(top, left));
            for (var tap = 0; tap < window.Height * window.Width; tap++)
            {
                var value = At(top + (tap / window.Width), left + (tap % window.Width));
                (sum, largest) = (sum + value, T.Max(largest, value));
            }

            output[i] = pooling.IsMean ? Mean(index, sum, window.Height * window.Width) : largest;

            T At(int row, int column) => input[(((row * node.Input.Width) + column) * node.Input.Channels) + channel];
        }

        return output;
    }

    private static T[] ByChannel(Shape shape, T[] input)
    {
        var positions = (int)shape.Positions;
        return [.. Enumerable.Range(0, input.Length).Select(i => input[(i % positions * shape.Channels) + (i / positions)])];
    }

    /// <summary>Weights (O, taps, I) as (taps, I, O).</summary>
    protected static T[] ByTap(T[] weights, int outputs)
    {
        var products = weights.Length / outputs;
        return [.. Enumerable.Range(0, weights.Length).Select(i => weights[(i % outputs * products) + (i / outputs)])];
    }
}
