namespace Mnist.Engine.Simd.Kernels;

/// <summary>Places and distances of a correlation, in values from the origins of its input and output.</summary>
/// <param name="Positions">Each position's place in the input and in the output, and which bands of taps read inside the image.</param>
/// <param name="Columns">Positions in a row of them.</param>
/// <param name="Taps">Each tap's distance from a position and place in the weights of one output channel, band after band.</param>
/// <param name="BandSize">Taps in a band: those of one kernel row. Beyond the upper and lower edge whole bands read zeros.</param>
/// <param name="ColumnTaps">For each column of positions, which taps of each kernel row read inside the image.</param>
/// <param name="RowTaps">Taps of one kernel row on one channel.</param>
/// <param name="Outputs">Output channels of one group of channels.</param>
/// <param name="OutputWeights">Distance between the weights of output channels.</param>
/// <param name="OutputChannel">Distance between output channels.</param>
/// <param name="Groups">Independent groups of channels.</param>
/// <param name="Group">Distances between groups: in the input, in the output, in the weights.</param>
internal sealed record CorrelationLayout(
    CorrelationPosition[] Positions,
    int Columns,
    (int Offset, int Weight)[] Taps,
    int BandSize,
    (int First, int End)[] ColumnTaps,
    int RowTaps,
    int Outputs,
    int OutputWeights,
    int OutputChannel,
    int Groups,
    (int Input, int Output, int Weights) Group)
{
    /// <summary>Rows of positions.</summary>
    public int Rows => Positions.Length / Columns;
}

/// <summary>One position of a correlation.</summary>
/// <param name="Input">Its place in the input.</param>
/// <param name="Output">Its place in the output.</param>
/// <param name="FirstBand">First band of taps that reads inside the image.</param>
/// <param name="EndBand">First band after those.</param>
internal readonly record struct CorrelationPosition(int Input, int Output, int FirstBand, int EndBand);
