import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.security.OpenSearchSecurityPlugin;

/** One OpenSearch node with its security plugin, in the given folder and on the given ports. */
public final class OpenSearchNode extends Node {
    private OpenSearchNode(Environment environment) {
        super(environment, List.of(OpenSearchSecurityPlugin.class, CommonAnalysisPlugin.class), false);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path config = home.resolve("config");
        Settings settings = Settings.builder()
            .loadFromPath(config.resolve("opensearch.json"))
            .put("path.home", home)
            .put("http.port", arguments[1])
            .put("transport.port", arguments[2])
            .build();
        LogConfigurator.configureWithoutConfig(settings);
        new OpenSearchNode(new Environment(settings, config)).start();
        new CountDownLatch(1).await();
    }
}
