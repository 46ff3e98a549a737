using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Schema;

/// <summary>The fields of a plan and of its target.</summary>
public static class PlanFields
{
    /// <summary>Every union that a plan holds.</summary>
    public static ValueList<UnionType> Unions { get; } =
        [LayerFields.Types, OptimizerFields.Types, ScheduleFields.Types, AugmentationFields.Types];

    /// <summary>The type of <see cref="Planning.Target"/>.</summary>
    public static RecordType Target { get; } = RecordType.Of(
        "", "What the plan sets out to reach; a limit that is left out asks for nothing", new Target(), t =>
        [
            Optional.Number(
                "accuracy",
                "Test accuracy in percent that each of the last epochs has to reach",
                new(0, 100),
                t.Accuracy,
                x => t with { Accuracy = x }),
            Optional.Whole(
                "lastEpochs",
                "How many epochs at the end have to reach it",
                Ranges.AtLeast(1),
                t.LastEpochs,
                n => t with { LastEpochs = n }),
            Optional.Limit(
                "maxParameters", "Most trainable parameters", Ranges.AtLeast(1), t.MaxParameters, n => t with { MaxParameters = n }),
            Optional.Limit("maxMacs", "Most multiply-adds for one image", Ranges.AtLeast(1), t.MaxMacs, n => t with { MaxMacs = n }),
            Optional.Limit(
                "minReceptiveField",
                "Fewest rows, and fewest columns, of the image that the logits depend on: its side where no pixel may be lost",
                Ranges.AtLeast(1),
                t.MinReceptiveField,
                n => t with { MinReceptiveField = n }),
            Optional.Limit(
                "maxFlashBytes",
                "Most bytes of constants on a device, in 8 bits: weights, biases and scales; code is the compiler's",
                Ranges.AtLeast(1),
                t.MaxFlashBytes,
                n => t with { MaxFlashBytes = n }),
            Optional.Limit(
                "maxRamBytes",
                "Most bytes of memory on a device, in 8 bits and without the stack",
                Ranges.AtLeast(1),
                t.MaxRamBytes,
                n => t with { MaxRamBytes = n }),
            Optional.Limit("maxEpochs", "Most epochs", Ranges.AtLeast(1), t.MaxEpochs, n => t with { MaxEpochs = n }),
        ]);

    /// <summary>The type of <see cref="Planning.Plan"/>; input and layers are those of its architecture.</summary>
    public static RecordType Plan { get; } = RecordType.Of(
        "",
        "A network, how it is trained and what it sets out to reach",
        new Plan("", new(Shape.MnistImage, []), (TrainingPlan)TrainingFields.Type.Blank, new()),
        p =>
        [
            Required.Text(
                "name",
                "1 to 64 letters, digits and . _ - with / inside; also names the run's folder",
                p.Name,
                text => p with { Name = text }),
            Optional.Text(
                "description",
                "Where the design comes from or what it is for, in a few words",
                p.Description,
                text => p with { Description = text }),
            Optional.Image(
                "input",
                "Shape of one image: [channels, height, width]",
                p.Architecture.Input,
                shape => p with { Architecture = p.Architecture with { Input = shape } }),
            Layers(p),
            Required.Record(
                "training", TrainingFields.Type.Meaning, TrainingFields.Type, p.Training, training => p with { Training = training }),
            Optional.Record("target", Target.Meaning, Target, p.Target, target => p with { Target = target }),
        ]);

    /// <summary>The layers of a plan's architecture.</summary>
    internal static Field Layers(Plan plan) => Required.List(
        "layers",
        "The layers in the order in which they are applied; the last output are the logits. Shapes are [channels, height, width], "
        + "and a flat value is [channels, 1, 1]: globalAvgPool leaves one, so that linear may follow; in PyTorch a Flatten stands between",
        LayerFields.Types,
        plan.Architecture.Layers,
        layers => plan with { Architecture = plan.Architecture with { Layers = layers } });
}
