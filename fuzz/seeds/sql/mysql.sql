-- MySQL dump
CREATE TABLE `t` (`id` int, `n` varchar(9) DEFAULT 'a,b', PRIMARY KEY (`id`));
INSERT INTO `t` VALUES (1,'O\'Neill'),(2,NULL);
