namespace Mnist.Engine.Simd.Layers;

/// <summary>A convolution along one axis: which input each tap of each output reads, and the same backward.</summary>
/// <remarks>
/// Output q reads input q s - p + k d for tap k. Backward, input y receives from output (y + p - k d) / s wherever that is whole. For a
/// stride above 1 it is whole for some taps only, the same ones for all y of one remainder by s: a phase. Each phase is a correlation
/// of the gradient with its own taps, so that no multiplication by inserted zeros is done.
/// </remarks>
internal readonly record struct ConvolutionAxis(int Input, int Output, int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary>Zeros that the input needs before and after it.</summary>
    public (int Before, int After) InputHalo => (Padding, Math.Max(0, Start(Output - 1) + ((Kernel - 1) * Dilation) - (Input - 1)));

    /// <summary>Zeros that the gradient of the output needs before and after it.</summary>
    public (int Before, int After) GradientHalo
    {
        get
        {
            var (input, stride, output) = (Input, Stride, Output);
            var reads = Phases().SelectMany(phase => phase.Taps.SelectMany(tap => (int[])
                [tap.Shift, tap.Shift + ((input - 1 - phase.First) / stride)])).DefaultIfEmpty(0).ToArray();
            return (Math.Max(0, -reads.Min()), Math.Max(0, reads.Max() - (output - 1)));
        }
    }

    /// <summary>First input that an output reads; negative inside the padding.</summary>
    /// <param name="output">Place of the output.</param>
    public int Start(int output) => (output * Stride) - Padding;

    /// <summary>The taps of an output that read inside the input: from First up to, not including, End.</summary>
    /// <param name="output">Place of the output.</param>
    public (int First, int End) TapsInside(int output)
    {
        var (start, input, dilation) = (Start(output), Input, Dilation);
        return Inside(Kernel, tap => start + (tap * dilation) is var read && read >= 0 && read < input);
    }

    /// <summary>The phases of the way back that have any input.</summary>
    public IEnumerable<Phase> Phases()
    {
        for (var first = 0; first < Math.Min(Stride, Input); first++)
            yield return new(first, (Input - first + Stride - 1) / Stride, [.. Taps(first)]);
    }

    // Places grow or fall with the tap, so those inside are neighbours.
    private static (int First, int End) Inside(int taps, Func<int, bool> isInside)
    {
        var inside = Enumerable.Range(0, taps).Where(isInside).ToArray();
        return inside.Length == 0 ? (0, 0) : (inside[0], inside[^1] + 1);
    }

    private IEnumerable<(int Tap, int Shift)> Taps(int first)
    {
        for (var tap = 0; tap < Kernel; tap++)
        {
            var reach = first + Padding - (tap * Dilation);
            if (reach % Stride == 0)
                yield return (tap, reach / Stride);
        }
    }

    /// <summary>Inputs First, First + s, First + 2 s ...; the m-th receives from output m + Shift through Tap.</summary>
    /// <param name="First">The first input.</param>
    /// <param name="Count">How many inputs.</param>
    /// <param name="Taps">The taps that reach them.</param>
    internal sealed record Phase(int First, int Count, (int Tap, int Shift)[] Taps)
    {
        /// <summary>Those of the phase's taps that reach an input from inside the output: from First up to, not including, End.</summary>
        /// <param name="place">Which input of the phase.</param>
        /// <param name="outputs">Number of outputs.</param>
        public (int First, int End) TapsInside(int place, int outputs) =>
            Inside(Taps.Length, tap => place + Taps[tap].Shift is var read && read >= 0 && read < outputs);
    }
}
