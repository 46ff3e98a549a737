using FsCheck;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Simd.Estimates;
using Mnist.PropertyTests.Domain;
using Xunit;

namespace Mnist.PropertyTests.Engine.Simd;

public sealed class TimeModelTests
{
    private static readonly Machine Zen5 = new(243, 217, Threads: 1);
    private static readonly Machine SapphireRapids = new(179, 46, Threads: 1);

    [Property(Arbitrary = [typeof(Networks)])]
    public bool Time_is_images_over_speed(NetworkCase network, PositiveInt images, PositiveInt factor)
    {
        var plan = network.Checked();
        double Seconds(int count, double gflops) =>
            TimeModel.Predict(plan.Summary, plan.Plan.Training, (count, 0), new(gflops, gflops, Threads: 1)).SecondsPerEpoch;
        var (once, more) = (Seconds(images.Get, 100), Seconds(images.Get * factor.Get, 100));
        return once > 0
            && Close(more, factor.Get * once)
            && Close(Seconds(images.Get, 100.0 * factor.Get) * factor.Get, once);
    }

    [Property(Arbitrary = [typeof(Networks)])]
    public bool More_threads_are_never_slower_and_never_save_more_than_their_share(NetworkCase network, PositiveInt threads)
    {
        var plan = network.Checked();
        double Seconds(int count) =>
            TimeModel.Predict(plan.Summary, plan.Plan.Training, (1_000, 500), new(100, 100, count)).SecondsPerEpoch;
        return Seconds(threads.Get + 1) <= Seconds(threads.Get)
            && Seconds(threads.Get) >= Seconds(1) / threads.Get * (1 - 1e-12);
    }

    /// <summary>3 s said and 2 s taken are half too much, 2 s said and 4 s taken half too little.</summary>
    [Fact]
    public void Being_off_is_told_in_percent_of_what_was_measured() =>
        Assert.Equal((50.0, -50.0), (new TimeEstimate(Zen5, 3).OffPercent(2), new TimeEstimate(Zen5, 2).OffPercent(4)));

    /// <summary>A thread takes 16 images at a time, and waits for the last ones of a batch.</summary>
    [Theory]
    [InlineData(16, 1)]
    [InlineData(17, 2)]
    [InlineData(32, 2)]
    [InlineData(33, 3)]
    public void Two_threads_take_as_long_as_the_one_with_more_groups(int images, int groups)
    {
        var plan = PlanCatalog.Find("flagship")!;
        var summary = PlanChecker.Examine(plan, DataSpec.Mnist).Summary!;
        double Seconds(int count, int threads) =>
            TimeModel.Predict(summary, plan.Training, (0, count), new(100, 100, threads)).SecondsPerEpoch;
        Assert.Equal(Seconds(images, 1) * ((groups + 1) / 2) / groups, Seconds(images, 2), 1e-9 * Seconds(images, 1));
    }

    [Fact]
    public void Evaluating_takes_what_its_layers_take_one_by_one()
    {
        var (first, second) = (new Layer.Conv2d(6, new(3, 5)), new Layer.Conv2d(4, 1) { Groups = 2 });
        Assert.Equal(
            Evaluation(new(3, 9, 9), first) + Evaluation(new(6, 7, 5), second) + Evaluation(new(140, 1, 1), new Layer.Linear(10)),
            Evaluation(new(3, 9, 9), first, new Layer.BatchNorm2d(), new Layer.Relu(), second, new Layer.Flatten(), new Layer.Linear(10)),
            1e-15);
        Assert.Equal(0, Evaluation(new(3, 9, 9), new Layer.MaxPool2d(2), new Layer.Flatten(), new Layer.Dropout(0.5)));
    }

    /// <summary>
    /// Forward, gradient of the weights, gradient of the input; the first layer with weights needs no gradient of its input.
    /// </summary>
    [Fact]
    public void Training_takes_three_passes_but_two_of_the_first_layer()
    {
        var (pool, first, second) = (new Layer.MaxPool2d(2), new Layer.Conv2d(6, 3), new Layer.Conv2d(4, 1));
        Assert.Equal(
            (2 * Evaluation(new(3, 9, 9), first)) + (3 * Evaluation(new(6, 7, 7), second)),
            Training(new(3, 18, 18), pool, first, new Layer.AvgPool2d(1), second),
            1e-15);
    }

    [Fact]
    public void A_linear_layer_takes_what_a_pointwise_convolution_of_one_pixel_takes() =>
        Assert.Equal(Evaluation(new(20, 1, 1), new Layer.Conv2d(10, 1)), Evaluation(new(20, 1, 1), new Layer.Linear(10)));

    [Fact]
    public void A_network_on_its_side_takes_as_long() => Assert.Equal(
        Evaluation(new(4, 12, 9), new Layer.Conv2d(5, new(3, 5)) { Stride = new(1, 2) }),
        Evaluation(new(4, 9, 12), new Layer.Conv2d(5, new(5, 3)) { Stride = new(2, 1) }));

    [Fact]
    public void Normalising_and_dropping_take_training_time_and_nothing_else_does()
    {
        var conv = new Layer.Conv2d(4, 3);
        double With(params Layer[] layers) => Training(new(3, 9, 9), [conv, .. layers]) - Training(new(3, 9, 9), conv);
        Assert.All([new Layer.BatchNorm2d(), new Layer.Dropout(0.1)], (Layer layer) =>
        {
            Assert.True(With(layer) > 0, $"{layer}");
            Assert.Equal(2 * With(layer), With(layer, layer), 1e-15);
        });
        Assert.Equal(0, With(new Layer.Relu(), new Layer.Flatten(), new Layer.GlobalAvgPool()));
    }

    /// <summary>Time of a multiply-add grows where sums are short without neighbours, and with the weights.</summary>
    [Fact]
    public void A_multiply_add_takes_longer_in_short_pointwise_sums_and_among_many_weights()
    {
        static double OfMac(Shape input, Layer layer) => Evaluation(input, layer) / Summaries.Of(new(input, [layer])).Macs;
        var pointwise = OfMac(new(8, 9, 9), new Layer.Conv2d(8, 1));
        Assert.True(OfMac(new(8, 9, 9), new Layer.Conv2d(8, 1) { Groups = 4 }) > 1.1 * pointwise);
        Assert.True(OfMac(new(8, 9, 9), new Layer.Conv2d(8, new(1, 2))) < pointwise / 1.1);
        Assert.True(OfMac(new(8, 9, 9), new Layer.Conv2d(8_000, 3)) > 1.1 * OfMac(new(8, 9, 9), new Layer.Conv2d(8, 3)));
    }

    [Property]
    public bool Being_off_is_zero_where_the_prediction_was_right_and_has_its_sign(PositiveInt said, PositiveInt took)
    {
        var off = new TimeEstimate(Zen5, said.Get).OffPercent(took.Get);
        return Math.Sign(off) == said.Get.CompareTo(took.Get) && off >= -100;
    }

    /// <summary>
    /// Microseconds for an image in training on one thread: on AMD EPYC (Zen 5) and on Intel Xeon (Sapphire Rapids), to which the
    /// constants were fitted.
    /// </summary>
    [Theory]
    [InlineData("flagship", 32.3, 48.5)]
    [InlineData("under8k", 31.1, 46.1)]
    [InlineData("under5k", 23.2, 34.2)]
    [InlineData("under2k", 13.1, 22.2)]
    [InlineData("under500", null, 9.8)]
    [InlineData("device2k", 9.1, 14.4)]
    [InlineData("eva6/1", 374.0, 486.5)]
    [InlineData("eva6/2", 49.2, 68.5)]
    [InlineData("eva6/4", 60.2, 94.5)]
    [InlineData("eva6/5", 30.9, 49.7)]
    [InlineData("eva7/2", 142.6, 194.0)]
    [InlineData("eva7/4", 81.4, 114.6)]
    public void Plans_of_the_catalogue_are_predicted_to_an_eighth(string name, double? zen5, double sapphireRapids)
    {
        var plan = PlanCatalog.Find(name)!;
        var summary = PlanChecker.Examine(plan, DataSpec.Mnist).Summary!;
        double On(Machine machine) => TimeModel.Predict(summary, plan.Training, (1_000_000, 0), machine).SecondsPerEpoch;
        Assert.InRange(On(SapphireRapids), 0.875 * sapphireRapids, 1.125 * sapphireRapids);
        if (zen5 is { } microseconds)
            Assert.InRange(On(Zen5), 0.875 * microseconds, 1.125 * microseconds);
    }

    /// <summary>
    /// Where the cache that holds a batch is slow, what is done value by value takes longer, and convolutions with neighbours do not.
    /// </summary>
    [Fact]
    public void Slow_caches_cost_what_is_kept_for_a_batch()
    {
        double Seconds(double gigabytes, params ValueList<Layer> layers) => TimeModel.Predict(
            Summaries.Of(new(new(3, 9, 9), layers)),
            new() { Epochs = 1, BatchSize = 16, Optimizer = new Optimizer.Sgd { LearningRate = 1 } },
            (16, 16),
            Zen5 with { GigabytesAThread = gigabytes }).SecondsPerEpoch;
        var conv = new Layer.Conv2d(4, 3);
        Assert.Equal(Seconds(10, conv, new Layer.Relu()), Seconds(100, conv, new Layer.Relu()));
        foreach (var layer in (Layer[])[new Layer.BatchNorm2d(), new Layer.Dropout(0.1), new Layer.Conv2d(4, 1)])
            Assert.True(Seconds(10, conv, layer) > Seconds(100, conv, layer), $"{layer}");
    }

    private static double Evaluation(Shape input, params ValueList<Layer> layers) => Seconds(input, layers, (0, 16));

    private static double Training(Shape input, params ValueList<Layer> layers) => Seconds(input, layers, (16, 0));

    /// <summary>One group of images on one thread.</summary>
    private static double Seconds(Shape input, ValueList<Layer> layers, (int Training, int HeldOut) images) => TimeModel.Predict(
        Summaries.Of(new(input, layers)),
        new() { Epochs = 1, BatchSize = 16, Optimizer = new Optimizer.Sgd { LearningRate = 1 } },
        images,
        Zen5).SecondsPerEpoch;

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Abs(b);
}
