using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Engine.Simd.Layers;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>Along one axis, forward and backward tell of the same connections between inputs, taps and outputs.</summary>
public sealed class ConvolutionAxisTests
{
    [Property(Arbitrary = [typeof(Axes)], MaxTest = 500)]
    public Property The_way_back_is_the_way_forth(AxisCase given)
    {
        var axis = given.Axis;
        var forth = from output in Enumerable.Range(0, axis.Output)
                    from tap in Enumerable.Range(0, axis.Kernel)
                    let input = axis.Start(output) + (tap * axis.Dilation)
                    where input >= 0 && input < axis.Input
                    select (input, tap, output);
        var back = from phase in axis.Phases()
                   from place in Enumerable.Range(0, phase.Count)
                   from tap in phase.Taps
                   let output = place + tap.Shift
                   where output >= 0 && output < axis.Output
                   select (input: phase.First + (place * axis.Stride), tap: tap.Tap, output);
        return forth.Order().SequenceEqual(back.Order()).Label($"{axis}");
    }

    [Property(Arbitrary = [typeof(Axes)], MaxTest = 500)]
    public bool Halos_hold_everything_that_is_read(AxisCase given)
    {
        var axis = given.Axis;
        var reads = from output in Enumerable.Range(0, axis.Output)
                    from tap in Enumerable.Range(0, axis.Kernel)
                    select axis.Start(output) + (tap * axis.Dilation);
        var backReads = from phase in axis.Phases()
                        from place in Enumerable.Range(0, phase.Count)
                        from tap in phase.Taps
                        select place + tap.Shift;
        return reads.All(r => r >= -axis.InputHalo.Before && r < axis.Input + axis.InputHalo.After)
            && backReads.All(r => r >= -axis.GradientHalo.Before && r < axis.Output + axis.GradientHalo.After);
    }

    [Property(Arbitrary = [typeof(Axes)], MaxTest = 500)]
    public bool Taps_inside_are_those_that_read_the_image(AxisCase given)
    {
        var axis = given.Axis;
        return Enumerable.Range(0, axis.Output).All(output => Enumerable.Range(0, axis.Kernel).All(tap =>
        {
            var (first, end) = axis.TapsInside(output);
            var read = axis.Start(output) + (tap * axis.Dilation);
            return (tap >= first && tap < end) == (read >= 0 && read < axis.Input);
        }));
    }

    /// <summary>An axis on which at least one output fits.</summary>
    public sealed record AxisCase(int Input, int Kernel, int Stride, int Padding, int Dilation)
    {
        public int Room => Input + (2 * Padding) - (Dilation * (Kernel - 1)) - 1;

        internal ConvolutionAxis Axis => new(Input, (Room / Stride) + 1, Kernel, Stride, Padding, Dilation);
    }

    public static class Axes
    {
        public static Arbitrary<AxisCase> All() => (
            from input in Gen.Choose(1, 12)
            from kernel in Gen.Choose(1, 5)
            from stride in Gen.Choose(1, 4)
            from padding in Gen.Choose(0, 4)
            from dilation in Gen.Choose(1, 3)
            let axis = new AxisCase(input, kernel, stride, padding, dilation)
            where axis.Room >= 0
            select axis).ToArbitrary();
    }
}
