using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

/// <summary>Counts may reach 2^31 - 1, multiply-adds 2^53, and nothing one more.</summary>
public sealed class LimitTests
{
    private const int Most = int.MaxValue;

    private static readonly Layer Pool = new Layer.GlobalAvgPool();

    [Fact]
    public void As_many_weights_as_an_array_can_hold_are_allowed()
    {
        Assert.Equal(Most, Summaries.Of(new(new(1, 1, 1), [new Layer.Linear(Most) { Bias = false }])).Parameters.Trainable);
        Assert.Equal([TooMany("0", Quantity.Parameters)], Errors(new(2, 1, 1), [new Layer.Linear(1 << 30) { Bias = false }]));
        Assert.Equal([TooMany("layers", Quantity.Parameters)], Errors(new(1, 1, 1), [new Layer.Linear(Most)]));
    }

    /// <summary>30 weights a filter: 2 of 4 channels, 3 x 5 taps.</summary>
    [Fact]
    public void Weights_of_a_convolution_are_counted_by_filters_group_and_taps()
    {
        const int Filters = Most / 30;
        Assert.Equal(30L * Filters, Summaries.Of(new(new(4, 3, 5), Grouped(Filters))).Parameters.Trainable);
        Assert.Equal([TooMany("0", Quantity.Parameters)], Errors(new(4, 3, 5), Grouped(Filters + 2)));

        static Layers Grouped(int filters) => [new Layer.Conv2d(filters, new(3, 5)) { Groups = 2, Stride = new(7, 11) }];
    }

    [Fact]
    public void As_many_values_as_an_array_can_hold_are_allowed()
    {
        Assert.Equal(Most, Summaries.Of(new(new(1, 1, 1), [new Layer.Conv2d(Most, 1)])).Output.Elements);
        Assert.Equal([TooMany("0", Quantity.Activations)], Errors(new(1, 1, 2), [new Layer.Conv2d(1 << 30, 1)]));
    }

    /// <summary>2^23 places, 2^7 filters, 2^7 channels, 2^16 taps.</summary>
    [Fact]
    public void Two_to_the_53_multiply_adds_are_allowed()
    {
        var (image, conv) = (new Shape(128, 4096 + 255, 2048 + 255), new Layer.Conv2d(128, 256));
        Assert.Equal(1L << 53, Summaries.Of(new(image, [conv])).Macs);
        Assert.Equal([new NetworkError.TooLarge("layers", Quantity.Macs, 1L << 53)], Errors(image, [conv, Pool, new Layer.Linear(1)]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_field_may_begin_end_and_step_at_2_to_the_31_minus_1(bool across)
    {
        Layer padded = new Layer.Conv2d(1, 1) { Padding = Along(1, across, otherwise: 0) };
        Assert.Equal(new(0, Most, Most), Field(Most, across, [Pool]));
        Assert.Equal(new(0, Most, Most - 1), Field(Most, across, [new Layer.Conv2d(1, Along(2, across)), Pool]));
        Assert.Equal(new(-Most, Most, Most), Field(Most, across, [Pool, padded]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_field_may_not_reach_beyond(bool across)
    {
        Layer wide = new Layer.Conv2d(1, Along(3, across)) { Padding = Along(1, across, otherwise: 0) };
        Layer stepping = new Layer.Conv2d(1, 1) { Stride = Along(2, across) };
        Layer padded = new Layer.Conv2d(1, 1) { Padding = Along(4096, across, otherwise: 0) };
        Assert.Equal([TooMany("1", Quantity.ReceptiveField)], Errors(Image(Most, across), [wide, Pool]));
        Assert.Equal([TooMany("1", Quantity.ReceptiveField)], Errors(Image(Most, across), [Pool, stepping]));
        Assert.Equal([TooMany("1", Quantity.ReceptiveField)], Errors(Image(1 << 20, across), [Pool, padded]));
    }

    private static AxisField Field(int length, bool across, Layers layers)
    {
        var field = Summaries.Of(new(Image(length, across), layers)).Field;
        return across ? field.Columns : field.Rows;
    }

    private static Shape Image(int length, bool across) => across ? new(1, 1, length) : new(1, length, 1);

    private static Extent Along(int length, bool across, int otherwise = 1) => across ? new(otherwise, length) : new(length, otherwise);

    private static ValueList<NetworkError> Errors(Shape image, Layers layers) =>
        Summarizer.Summarize(new(image, layers)).Match(valid: _ => [], invalid: errors => errors);

    private static NetworkError.TooLarge TooMany(string where, Quantity quantity) => new(where, quantity, Most);
}
