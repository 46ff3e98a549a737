using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>What a plan need not say means what it means in the documentation of PyTorch 2 and torchvision.</summary>
public static class DefaultTests
{
    /// <summary><c>torch.nn</c>: Conv2d, BatchNorm2d, MaxPool2d, AvgPool2d and Linear; the bias of a convolution is ours, off.</summary>
    [Fact]
    public static void Layers_have_the_defaults_of_torch()
    {
        var conv = new Layer.Conv2d(4, 3);
        Assert.Equal((1, 0, 1, 1, false), (conv.Stride.Height, conv.Padding.Height, conv.Dilation.Height, conv.Groups, conv.Bias));
        Assert.Equal((1e-5, 0.1), (new Layer.BatchNorm2d().Epsilon, new Layer.BatchNorm2d().Momentum));
        Assert.Equal(new(2, 3), new Layer.MaxPool2d(new(2, 3)).Stride);
        Assert.Equal(new(2, 3), new Layer.AvgPool2d(new(2, 3)).Stride);
        Assert.True(new Layer.Linear(10).Bias);
        Assert.Empty(new Layer.Residual([new Layer.Relu()]).Projection);
    }

    /// <summary><c>torch.optim</c>: SGD, Adam, AdamW; the weight decay of AdamW is ours, 0.</summary>
    [Fact]
    public static void Optimisers_have_the_defaults_of_torch()
    {
        var sgd = new Optimizer.Sgd { LearningRate = 1 };
        var adam = new Optimizer.Adam { LearningRate = 1 };
        var adamW = new Optimizer.AdamW { LearningRate = 1 };
        Assert.Equal((0.0, 0.0, false), (sgd.Momentum, sgd.WeightDecay, sgd.Nesterov));
        Assert.Equal((0.9, 0.999, 1e-8, 0.0), (adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay));
        Assert.Equal((0.9, 0.999, 1e-8, 0.0), (adamW.Beta1, adamW.Beta2, adamW.Epsilon, adamW.WeightDecay));
    }

    /// <summary><c>torch.optim.lr_scheduler</c>: StepLR, OneCycleLR, LinearLR before CosineAnnealingLR, CyclicLR.</summary>
    [Fact]
    public static void Schedules_have_the_defaults_of_torch()
    {
        var cycle = new LearningRateSchedule.OneCycle(1);
        Assert.Equal(0.1, new LearningRateSchedule.StepLr(1).Gamma);
        Assert.Equal((0.3, 25.0, 1e4, Annealing.Cosine), (cycle.RisingShare, cycle.DivFactor, cycle.FinalDivFactor, cycle.Annealing));
        Assert.Equal((0, 1.0 / 3, 0.0), Cosine(new()));
        Assert.Equal(7, new LearningRateSchedule.Cyclic(0, 1, 7).StepsDown);

        static (int WarmupEpochs, double WarmupStart, double FinalLearningRate) Cosine(LearningRateSchedule.Cosine s) =>
            (s.WarmupEpochs, s.WarmupStart, s.FinalLearningRate);
    }

    /// <summary><c>torchvision.transforms</c>: RandomRotation, RandomAffine, RandomErasing.</summary>
    [Fact]
    public static void Augmentations_have_the_defaults_of_torchvision()
    {
        var affine = new Augmentation.Affine();
        var erasing = new Augmentation.RandomErasing();
        Assert.Equal((Interpolation.Nearest, 0.0), (new Augmentation.Rotation(1).Interpolation, new Augmentation.Rotation(1).Fill));
        Assert.Equal((0.0, 1.0, 1.0, 0.0), (affine.Translate, affine.ScaleMin, affine.ScaleMax, affine.Shear));
        Assert.Equal((Interpolation.Nearest, 0.0), (affine.Interpolation, affine.Fill));
        Assert.Equal(
            (0.5, 0.02, 0.33, 0.3, 3.3, 0.0),
            (erasing.Probability, erasing.AreaMin, erasing.AreaMax, erasing.AspectMin, erasing.AspectMax, erasing.Fill));
    }

    /// <summary>The usual mean and deviation of MNIST, batches of 128, a target held in the last five epochs.</summary>
    [Fact]
    public static void A_training_plan_and_a_target_have_the_documented_defaults()
    {
        var plan = new TrainingPlan { Epochs = 1, Optimizer = new Optimizer.Sgd { LearningRate = 1 } };
        Assert.Equal((128, 0.0), (plan.BatchSize, plan.LabelSmoothing));
        Assert.Equal((0.1307, 0.3081), (plan.Normalization.Mean, plan.Normalization.StandardDeviation));
        Assert.Equal(1, new WeightAverage(0.9).EverySteps);
        Assert.Equal(5, new Target().LastEpochs);
    }
}
