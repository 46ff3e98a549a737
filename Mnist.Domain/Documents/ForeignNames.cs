namespace Mnist.Domain.Documents;

/// <summary>What PyTorch and Keras call what has another name here, so that who comes from there is told it.</summary>
internal static class ForeignNames
{
    /// <summary>Their names, without case, underscores and dimensions, and the names here: the first that its place knows.</summary>
    private static readonly Dictionary<string, ValueList<string>> Names = new(StringComparer.Ordinal)
    {
        ["outchannels"] = ["filters"],
        ["kernelsize"] = ["kernel", "window"],
        ["poolsize"] = ["window"],
        ["strides"] = ["stride"],
        ["dilationrate"] = ["dilation"],
        ["usebias"] = ["bias"],
        ["eps"] = ["epsilon"],
        ["p"] = ["rate", "probability"],
        ["outfeatures"] = ["units"],
        ["lr"] = ["learningRate"],
        ["decay"] = ["weightDecay"],
        ["l2"] = ["weightDecay"],
        ["stepsize"] = ["stepEpochs"],
        ["stepsizeup"] = ["stepsUp"],
        ["stepsizedown"] = ["stepsDown"],
        ["maxlr"] = ["maxLearningRate"],
        ["baselr"] = ["baseLearningRate"],
        ["etamin"] = ["finalLearningRate"],
        ["pctstart"] = ["risingShare"],
        ["annealstrategy"] = ["annealing"],
        ["scheduler"] = ["schedule"],
        ["lrscheduler"] = ["schedule"],
        ["transforms"] = ["augmentations"],
        ["shortcut"] = ["projection"],
        ["downsample"] = ["projection"],
        ["dense"] = ["linear"],
        ["batchnormalization"] = ["batchNorm2d"],
        ["averagepooling"] = ["avgPool2d"],
        ["maxpooling"] = ["maxPool2d"],
        ["globalaveragepooling"] = ["globalAvgPool"],
        ["adaptiveavgpool"] = ["globalAvgPool"],
        ["spatialdropout"] = ["dropout"],
        ["cosineannealinglr"] = ["cosine"],
        ["onecyclelr"] = ["oneCycle"],
        ["cycliclr"] = ["cyclic"],
        ["randomrotation"] = ["rotation"],
        ["randomaffine"] = ["affine"],
    };

    /// <summary>The name here that a foreign one stands for; null where it stands for none that is known.</summary>
    /// <param name="name">As it was written.</param>
    /// <param name="known">The names that its place knows.</param>
    public static string? Here(string name, ValueList<string> known) =>
        Names.TryGetValue(Plain(name), out var here) ? here.FirstOrDefault(word => known.Contains(word, StringComparer.Ordinal)) : null;

    /// <summary>"kernel_size", "kernelSize" and "MaxPooling2D" as the table has them.</summary>
    private static string Plain(string name)
    {
        var plain = string.Concat(name.Where(c => c != '_')).ToLowerInvariant();
        return plain.EndsWith("2d", StringComparison.Ordinal) ? plain[..^2] : plain;
    }
}
